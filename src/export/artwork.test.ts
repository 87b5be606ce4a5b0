import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DATA_ID, WEIGHTS_ID, type Artwork } from '../artwork/artwork';
import { fromLines } from '../artwork/base64';
import { tensorsOf } from '../artwork/tensors';
import { readSignature } from '../artwork/written-signature';
import { FIRST_SIGNATURE, type Signature } from '../contract/signature';
import { livelyWeights } from '../testing/lively-weights';
import { aGenerator, aRun } from '../testing/records';
import { artwork } from './artwork';

const generator = aGenerator('run', 3).spec;
const weights = livelyWeights(generator, 3);
const averaged = livelyWeights(generator, 4);
const image = {
  name: 'seal.png',
  width: 2,
  height: 1,
  rgba: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
};
const signature: Signature = { ...FIRST_SIGNATURE, on: true, kind: 'image', image };
const TITLE = 'Sea & <script>sky</script> "бумага" 海';

async function page(title = TITLE, signed: Signature | null = signature): Promise<string> {
  const run = aRun('run');
  const source = {
    run: { ...run, name: title, settings: { ...run.settings, seed: 7 } },
    generator: { ...aGenerator('run', 3), weights: averaged, averaged: weights },
    discriminator: null,
    net: 'generator',
    weights: 'averaged',
  } as const;
  return await (await artwork(source, signed)).text();
}

/** What stands between the tags of an element. */
function inside(html: string, start: string, end: string): string {
  const from = html.indexOf(start);
  expect(from, start).toBeGreaterThan(0);
  return html.slice(from + start.length, html.indexOf(end, from));
}

const dataOf = (html: string): Artwork =>
  JSON.parse(
    inside(html, `<script type="application/json" id="${DATA_ID}">`, '</script>'),
  ) as Artwork;

describe('a page of artwork', () => {
  it('[ART1] holds the generator bit for bit, and what it is to be shown with', async () => {
    const html = await page();
    const { signature: written, ...shown } = dataOf(html);
    expect(shown).toEqual({ title: TITLE, edition: 7, begins: 'walk', generator });
    expect(readSignature(written!)).toEqual(signature);
    const lines = inside(html, `<script type="text/plain" id="${WEIGHTS_ID}">`, '</script>');
    const bytes = fromLines(lines.trim().split('\n'));
    const tensors = tensorsOf(generator, new Float32Array(bytes.buffer));
    expect(tensors.map(({ values }) => [...values])).toEqual(
      weights.map(({ values }) => [...values]),
    );
    expect(() => tensorsOf(generator, new Float32Array(bytes.length / 4 + 1))).toThrow(RangeError);
  });

  it('[ART5] allows its own script and style by their hashes, and nothing else', async () => {
    const html = await page();
    const policy = inside(html, '<meta http-equiv="Content-Security-Policy" content="', '">');
    const hash = (text: string): string =>
      `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text]) => text!);
    const styles = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => text!);
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    expect(scripts[0]!.length).toBeGreaterThan(10_000);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(scripts[0]!)} 'wasm-unsafe-eval'`,
      `style-src ${hash(styles[0]!)}`,
      'worker-src blob:',
      'img-src blob: data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(html).not.toMatch(/\bsrc=|<link|@import/);
  });

  it('[ART1] is not broken by a title', async () => {
    const html = await page('</script></title><img src=x onerror=alert(1)>', null);
    expect(html.match(/<img/g)).toBeNull();
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    expect(dataOf(html).signature).toBeNull();
  });
});
