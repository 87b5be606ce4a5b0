import { toLines } from '../artwork/base64';
import { sha256 } from '../contract/sha256';

/** A text as it stands in a page, between tags or in quotes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** As a policy names a script or a style that it allows. */
async function hashOf(text: string): Promise<string> {
  const digest = await sha256(new TextEncoder().encode(text));
  return `'sha256-${toLines(digest).join('')}'`;
}

/** A page that leaves the studio as one file, up to where its body begins. */
interface Beginning {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** What its policy allows beside its own script and style, as `img-src data:`. */
  readonly allowed: readonly string[];
  /** What its script may do beside running, as `'wasm-unsafe-eval'`. */
  readonly scriptMay?: string;
}

/**
 * Its policy allows its own script and style alone, by their hashes, and no address to be asked for
 * anything that is not in `allowed`.
 */
export async function pageBeginning(page: Beginning): Promise<string> {
  const policy = [
    "default-src 'none'",
    ['script-src', await hashOf(page.script), page.scriptMay ?? ''].join(' ').trim(),
    `style-src ${await hashOf(page.style)}`,
    ...page.allowed,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="generator" content="Atelier">
<title>${escaped(page.title)}</title>
<style>${page.style}</style>
</head>
<body>
`;
}

/** An image within a page. */
export async function dataUrl(image: Blob): Promise<string> {
  const bytes = new Uint8Array(await image.arrayBuffer());
  // Lines of base64 are whole by themselves, and their lengths are multiples of four: they join.
  return `data:${image.type};base64,${toLines(bytes).join('')}`;
}
