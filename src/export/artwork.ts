import { script, style } from 'virtual:page/artwork';
import { DATA_ID, WEIGHTS_ID, type Artwork } from '../artwork/artwork';
import { toLines } from '../artwork/base64';
import { writeSignature } from '../artwork/written-signature';
import type { Signature } from '../contract/signature';
import type { ExportSources } from '../contract/exports';
import { chosenNet } from './chosen-net';
import { toBytes } from '../records/numbers';
import { artworkWords as says } from '../words/en/artwork';
import { escaped, hashOf } from './html';

/**
 * A page that paints: one file that needs nothing else, from `file://` too. Its policy allows its own
 * script and style alone, by their hashes, and no address to be asked for anything.
 * @throws StudioError as `chosenNet`.
 */
export async function artwork(
  source: ExportSources['network'],
  signature: Signature | null,
): Promise<Blob> {
  const { run } = source;
  const { spec: generator, weights } = chosenNet(source);
  const title = run.name;
  const shown: Artwork = {
    title,
    edition: run.settings.seed,
    begins: 'walk',
    generator,
    signature: signature && writeSignature(signature),
  };
  const policy = [
    "default-src 'none'",
    // WebAssembly too, and nothing else that a text is compiled to.
    `script-src ${await hashOf(script)} 'wasm-unsafe-eval'`,
    `style-src ${await hashOf(style)}`,
    'worker-src blob:',
    'img-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const numbers = toLines(toBytes(weights.map(({ values }) => values)));
  // Lines are parts of their own: one string of all weights may be longer than a string can be.
  const parts = [
    `<!doctype html>
<html lang="${says.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="generator" content="Atelier">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<noscript>${escaped(says.noScript)}</noscript>
<script type="application/json" id="${DATA_ID}">${json(shown)}</script>
<script type="text/plain" id="${WEIGHTS_ID}">
`,
    ...numbers.map((line) => `${line}\n`),
    `</script>
<script>${script}</script>
</body>
</html>
`,
  ];
  return new Blob(parts, { type: 'text/html' });
}

/** JSON that ends no element. */
const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
