import { script, style } from 'virtual:page/artwork';
import { DATA_ID, WEIGHTS_ID, type Artwork } from '../artwork/artwork';
import { toLines } from '../artwork/base64';
import { writeSignature } from '../artwork/written-signature';
import type { Signature } from '../contract/signature';
import type { ExportSources } from '../contract/exports';
import { chosenNet } from './chosen-net';
import { toBytes } from '../records/numbers';
import { artworkWords as says } from '../words/en/artwork';
import { escaped, pageBeginning } from './html';

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
  const numbers = toLines(toBytes(weights.map(({ values }) => values)));
  // Lines are parts of their own: one string of all weights may be longer than a string can be.
  const parts = [
    await pageBeginning({
      ...{ language: says.language, title, style, script },
      allowed: ['worker-src blob:', 'img-src blob: data:'],
      // Nothing else that a text is compiled to.
      scriptMay: "'wasm-unsafe-eval'",
    }),
    `<noscript>${escaped(says.noScript)}</noscript>
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
