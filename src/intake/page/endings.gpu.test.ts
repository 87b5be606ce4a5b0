import { expect, it } from 'vitest';
import { skipReason } from '../../contract/skip-reasons';
import { ends, sourceFile, takeIn } from '../../testing/intake-harness';
import { canvasOf, encode, encodeBmp } from '../../testing/made-pictures';
import jpegs from '../../testing/fixtures/jpegs.json';

const text = (s: string): number[] => Array.from(s, (c) => c.charCodeAt(0));
const joined = (...parts: (Uint8Array | number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

it('ends that are put back are decoded by the browser, and cut data is found out [PIC12] [PIC15]', async () => {
  const canvas = canvasOf(91, 70, (x, y) => [(x * 37) & 255, (y * 53) & 255, (x * y) & 255, 255]);
  const jpeg = await encode(canvas, 'image/jpeg');
  const png = await encode(canvas, 'image/png');
  const webp = await encode(canvas, 'image/webp');
  const bmp = encodeBmp(canvas);
  const wrongSize = webp.slice();
  new DataView(wrongSize.buffer).setUint32(4, webp.length + 5000, true);
  const cut = jpeg.subarray(0, Math.floor(jpeg.length * 0.6));
  const progressive = Uint8Array.from(atob(jpegs['progressive 4:2:0']), (c) => c.charCodeAt(0));
  const tail = joined(text('trailer'), [0xff, 0xd9]);
  const { record, store } = await takeIn([
    sourceFile('jpeg-no-end', jpeg.subarray(0, jpeg.length - 2)),
    sourceFile('jpeg-padded', joined(jpeg.subarray(0, jpeg.length - 2), new Uint8Array(500))),
    sourceFile('jpeg-tail', joined(jpeg, text('appended'))),
    sourceFile('progressive-no-end', progressive.subarray(0, progressive.length - 2)),
    sourceFile('png-no-end', png.subarray(0, png.length - 12)),
    sourceFile('png-no-sum', png.subarray(0, png.length - 15)),
    sourceFile('bmp-unpadded', bmp.subarray(0, bmp.length - 3)),
    sourceFile('webp-wrong-size', wrongSize),
    sourceFile('webp-tail', joined(webp, text('appended'))),
    sourceFile('cut', cut),
    sourceFile('cut-tail', joined(cut, tail)),
    sourceFile('cut-tail-more', joined(cut, tail, text('more'))),
    sourceFile('progressive-cut', joined(progressive.subarray(0, 1300), tail)),
  ]);
  const short = skipReason('cut-short', { format: 'JPEG' });
  expect(Object.fromEntries(ends(record, store))).toEqual({
    'jpeg-no-end': 'ready',
    'jpeg-padded': 'ready',
    'jpeg-tail': 'ready',
    'progressive-no-end': 'ready',
    'png-no-end': 'ready',
    'png-no-sum': 'ready',
    'bmp-unpadded': 'ready',
    'webp-wrong-size': 'ready',
    'webp-tail': 'ready',
    cut: short,
    'cut-tail': short,
    'cut-tail-more': short,
    'progressive-cut': short,
  });
  // What was put back changed no pixel.
  const same = (a: string, b: string) =>
    expect(store.picture(record, a)).toEqual(store.picture(record, b));
  same('jpeg-no-end', 'jpeg-tail');
  same('jpeg-padded', 'jpeg-tail');
  same('png-no-end', 'png-no-sum');
  same('webp-wrong-size', 'webp-tail');
});
