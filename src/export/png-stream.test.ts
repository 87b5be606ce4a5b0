import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { uniform } from '../contract/random';
import { encodePng } from './png';
import { PngStream } from './png-stream';
import { readPngTexts } from './png-texts';

/** Chunks of a PNG by their names, those of pixels in one; by the standard's own words. */
function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const known = chunks.get(name) ?? Buffer.alloc(0);
    chunks.set(name, Buffer.concat([known, png.subarray(at + 8, at + 8 + length)]));
    at += 12 + length;
  }
  return chunks;
}

const bytes = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer());

describe('a PNG that is written row by row', () => {
  it.each([1, 3] as const)(
    '[PRINT6] has the pixels of one written in one go, with %i channels',
    async (channels) => {
      const size = { width: 700, height: 300, channels };
      const data = Uint8Array.from(uniform(1, 93, 0, 700 * 300 * channels, 0, 256));
      const png = new PngStream(size, 300, [{ keyword: 'Title', text: 'Ein Bild — 画' }]);
      const row = 700 * channels;
      for (const [from, to] of [
        [0, 1],
        [1, 65],
        [65, 300],
      ] as const) {
        await png.add(data.subarray(from * row, to * row));
      }
      const written = await bytes(await png.finish());
      const whole = chunksOf(await bytes(await encodePng({ ...size, data })));
      const chunks = chunksOf(written);
      expect([...chunks.keys()]).toEqual(['IHDR', 'pHYs', 'iTXt', 'IDAT', 'IEND']);
      expect(chunks.get('IHDR')).toEqual(whole.get('IHDR'));
      const rows = inflateSync(chunks.get('IDAT')!);
      expect(rows.equals(inflateSync(whole.get('IDAT')!))).toBe(true);
      expect(readPngTexts(written)).toEqual([{ keyword: 'Title', text: 'Ein Bild — 画' }]);
    },
  );

  it.each([
    [300, 11811],
    [150, 5906],
    [72, 2835],
  ])('[PRINT6] %i dpi are %i pixels a metre, both ways', async (dpi, metre) => {
    const png = new PngStream({ width: 1, height: 1, channels: 3 }, dpi, []);
    await png.add(Uint8Array.of(1, 2, 3));
    const density = chunksOf(await bytes(await png.finish())).get('pHYs')!;
    expect(density).toHaveLength(9);
    expect([density.readUInt32BE(0), density.readUInt32BE(4)]).toEqual([metre, metre]);
    expect(density[8]).toBe(1);
  });
});
