import { expect, it } from 'vitest';
import { mostOnSheet } from '../contract/packing';
import type { PackEvent, PackPlan, PackedPicture } from '../contract/packing';
import { decodePlainPng } from '../testing/plain-png';
import { unzip } from '../testing/unzip';
import { madeOfPng } from './made-texts';
import { PicturePacker } from './packing';
import { readPngTexts } from './png-texts';

const SHAPE = { height: 1, width: 2 };
const PLAN: PackPlan = { as: 'zip', title: 'Run', shape: SHAPE, count: 3, signature: null };
const picture = (seed: number): PackedPicture => ({
  name: `picture_${seed}.png`,
  title: `seed ${seed}`,
  rgba: Uint8ClampedArray.of(seed, 2, 3, 255, 4, 5, 6, 255),
  made: {
    run: { id: 'run', name: 'Run' },
    epoch: 1,
    weights: 'weights',
    origin: `seed(${seed})`,
    truncation: 1,
    settings: '#imageSize=16',
  },
});

/** Nothing is drawn in these tests. */
const readNothing = () => Promise.reject(new Error('A canvas was read.'));

/** A packer, and what it tells, in order. */
function packing() {
  const told: PackEvent[] = [];
  let heard: (() => void) | null = null;
  const packer = new PicturePacker((event) => {
    told.push(event);
    heard?.();
  }, readNothing);
  const next = async (): Promise<PackEvent> => {
    while (told.length === 0) await new Promise<void>((resolve) => (heard = resolve));
    return told.shift()!;
  };
  return { packer, next };
}

it('[PICT4] [PICT5] packs each portion as it comes, and says when it has', async () => {
  const { packer, next } = packing();
  packer.handle({ type: 'begin', plan: PLAN, to: null });
  packer.handle({ type: 'add', pictures: [picture(7), picture(8)] });
  expect(await next()).toEqual({ type: 'packed' });
  packer.handle({ type: 'add', pictures: [picture(9)] });
  expect(await next()).toEqual({ type: 'packed' });
  packer.handle({ type: 'end' });
  const made = await next();
  const blob = made.type === 'made' ? made.blob : null;
  const files = unzip(new Uint8Array(await blob!.arrayBuffer()));
  expect([...files.keys()]).toEqual(['picture_7.png', 'picture_8.png', 'picture_9.png']);
  const last = files.get('picture_9.png')!;
  expect(madeOfPng(last)?.origin).toBe('seed(9)');
  expect([...decodePlainPng(last).data]).toEqual([9, 2, 3, 4, 5, 6]);
});

it('[PICT5] writes to a file where there is one, and says what fails there', async () => {
  const written: Uint8Array[] = [];
  const handle = (fails: boolean) =>
    ({
      createWritable: () =>
        Promise.resolve(
          new WritableStream<Uint8Array>({
            write(bytes) {
              if (fails) throw new DOMException('full', 'QuotaExceededError');
              written.push(bytes.slice());
            },
          }),
        ),
    }) as unknown as FileSystemFileHandle;
  const good = packing();
  good.packer.handle({ type: 'begin', plan: PLAN, to: handle(false) });
  good.packer.handle({ type: 'add', pictures: [picture(7)] });
  expect(await good.next()).toEqual({ type: 'packed' });
  good.packer.handle({ type: 'end' });
  expect(await good.next()).toEqual({ type: 'made', blob: null });
  const files = unzip(new Uint8Array(await new Blob(written as BlobPart[]).arrayBuffer()));
  expect([...files.keys()]).toEqual(['picture_7.png']);

  const bad = packing();
  bad.packer.handle({ type: 'begin', plan: PLAN, to: handle(true) });
  bad.packer.handle({ type: 'add', pictures: [picture(7)] });
  bad.packer.handle({ type: 'end' });
  let event = await bad.next();
  while (event.type === 'packed') event = await bad.next();
  expect(event.type).toBe('failed');
});

it('[PICT4] lays pictures side by side on a contact sheet, transparent where there is none', async () => {
  const { packer, next } = packing();
  packer.handle({ type: 'begin', plan: { ...PLAN, as: 'sheet' }, to: null });
  packer.handle({ type: 'add', pictures: [picture(7), picture(8), picture(9)] });
  expect(await next()).toEqual({ type: 'packed' });
  packer.handle({ type: 'end' });
  const made = await next();
  const blob = made.type === 'made' ? made.blob : null;
  const bytes = new Uint8Array(await blob!.arrayBuffer());
  const { width, height, data } = decodePlainPng(bytes);
  // Three of twice their height in width: two beside each other, about a square.
  expect([width, height]).toEqual([4, 2]);
  const of = (seed: number) => [...picture(seed).rgba];
  expect([...data]).toEqual([...of(7), ...of(8), ...of(9), ...new Array<number>(8).fill(0)]);
  expect(readPngTexts(bytes)).toContainEqual({ keyword: 'Title', text: 'Run' });
});

it('[PICT4] a contact sheet holds up to 256 pictures, fewer of large ones', () => {
  expect(mostOnSheet({ height: 64, width: 64 })).toBe(256);
  expect(mostOnSheet({ height: 1024, width: 1024 })).toBe(32);
});
