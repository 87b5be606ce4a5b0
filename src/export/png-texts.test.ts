import { describe, expect, it } from 'vitest';
import type { MadePicture } from '../contract/made-picture';
import { decodePlainPng } from '../testing/plain-png';
import { madeOfPng, madeTexts } from './made-texts';
import { encodePng, type Pixels } from './png';
import { MOST_TEXT, chunk, readPngTexts, textChunk, type PngText } from './png-texts';

const MADE: MadePicture = {
  run: { id: 'run-1', name: '山水畫 и Пейзажи 🎨' },
  epoch: 12,
  weights: 'averaged',
  origin: 'near(seed(12),5,0.3)',
  truncation: 0.7,
  settings: '#imageSize=64&preset=dcgan',
};
const PIXELS: Pixels = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };

const png = async (texts: readonly PngText[]): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await encodePng(PIXELS, texts)).arrayBuffer());

const told = (text: object | string): Promise<MadePicture | null> =>
  png([{ keyword: 'atelier', text: typeof text === 'string' ? text : JSON.stringify(text) }]).then(
    madeOfPng,
  );

describe('texts of a PNG', () => {
  it('[PICT1] say what made it, in any script, and leave its pixels', async () => {
    const bytes = await png(madeTexts('山水畫, seed 12', MADE));
    expect(madeOfPng(bytes)).toEqual(MADE);
    expect(readPngTexts(bytes).slice(0, 2)).toEqual([
      { keyword: 'Software', text: 'Atelier' },
      { keyword: 'Title', text: '山水畫, seed 12' },
    ]);
    // Reads every chunk by the standard, and checks every checksum.
    expect([...decodePlainPng(bytes).data]).toEqual([...PIXELS.data]);
  });

  it('[PICT1] are read off the beginning of a file', async () => {
    const bytes = await png(madeTexts('title', MADE));
    expect(madeOfPng(bytes.subarray(0, bytes.length - 20))).toEqual(MADE);
  });

  it('[PICT2] are not read where they are damaged, at any byte, and never throw', async () => {
    const whole = await png([
      { keyword: 'atelier', text: JSON.stringify({ version: 1, ...MADE }) },
    ]);
    const header = 8 + 25;
    const end = header + 12 + new DataView(whole.buffer).getUint32(header);
    for (let at = header; at < end; at++) {
      const damaged = whole.slice();
      damaged[at]! ^= 0x10;
      expect(madeOfPng(damaged), `byte ${at}`).toBeNull();
    }
    for (let length = 0; length < end; length++) {
      expect(madeOfPng(whole.subarray(0, length)), `${length} bytes`).toBeNull();
    }
  });

  it('[PICT2] are not read beyond 1 MB', async () => {
    const large = { keyword: 'Comment', text: 'x'.repeat(MOST_TEXT) };
    expect(madeOfPng(await png([...madeTexts('title', MADE), large]))).toEqual(MADE);
    expect(madeOfPng(await png([large, ...madeTexts('title', MADE)]))).toBeNull();
  });

  it('[PICT2] are passed over where they are compressed, without an end, or no UTF-8', async () => {
    const plain = await png([]);
    const withChunk = (data: readonly number[]): PngText[] => {
      const parts = [plain.subarray(0, 33), chunk('iTXt', Uint8Array.from(data)), textChunk(LAST)];
      return readPngTexts(Uint8Array.from(parts.flatMap((part) => [...part])));
    };
    expect(withChunk([65, 0, 0, 0, 0, 0, 66])).toEqual([{ keyword: 'A', text: 'B' }, LAST]);
    expect(withChunk([65, 0, 1, 0, 0, 0, 66])).toEqual([LAST]);
    expect(withChunk([65, 0, 0, 0, 0])).toEqual([LAST]);
    expect(withChunk([65, 0])).toEqual([LAST]);
    expect(withChunk([0, 0, 0, 0, 0, 66])).toEqual([LAST]);
    expect(withChunk([65, 0, 0, 0, 0, 0, 0xff])).toEqual([LAST]);
  });

  it.each<[string, object | string]>([
    ['no JSON', '{'],
    ['deep JSON', '['.repeat(200_000)],
    ['another layout', { version: 2, ...MADE }],
    ['no run', { version: 1, ...MADE, run: 'run-1' }],
    ['a run without a name', { version: 1, ...MADE, run: { id: 'run-1' } }],
    ['weights that there are not', { version: 1, ...MADE, weights: '__proto__' }],
    ['an epoch within another', { version: 1, ...MADE, epoch: 1.5 }],
    ['an endless origin', { version: 1, ...MADE, origin: 'seed(1)'.repeat(1000) }],
    ['a truncation of nothing', { version: 1, ...MADE, truncation: 0 }],
    ['a list', [1]],
  ])('[PICT2] with %s are no record', async (_, text) => {
    expect(await told({ version: 1, ...MADE })).toEqual(MADE);
    expect(await told(text)).toBeNull();
  });
});

const LAST: PngText = { keyword: 'Last', text: 'one' };
