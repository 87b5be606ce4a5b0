import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { SAMPLE_PICTURES } from '../../contract/decode';
import { DEFAULT_INTAKE, type SourceFile } from '../../contract/intake';
import { squarePictures } from '../../contract/picture-shape';
import { skipReason } from '../../contract/skip-reasons';
import { openStorage } from '../../storage/open';
import { paintPicture } from '../../data/paint/painting';
import { LocalWriter, Recorder, ends, sourceFile, takeIn } from '../../testing/intake-harness';
import { MemoryStore } from '../../testing/memory-store';
import { canvasOf, emptyPng, encode, encodeIdx, gzip, quarters } from '../../testing/made-pictures';
import { PAINTED, PAINTED_PICTURES } from '../../testing/painted';
import { createIntake } from './intake';

/** A PNG of one colour that differs with `i`. */
const plain = async (i: number, size = 20): Promise<Uint8Array<ArrayBuffer>> =>
  encode(
    canvasOf(size, size, () => [i & 255, (i * 7) & 255, 255 - (i & 255), 255]),
    'image/png',
  );

/** Pictures that all differ: the number of each is written in its rows. */
const unlike = (p: number, x: number, y: number): number =>
  (x * y + ((p >> (x & 15)) & 1) * 90) & 255;
/** Pictures that gzip cannot make smaller. */
const noisy = (p: number, x: number, y: number): number =>
  Math.imul(p * 784 + y * 28 + x, 2654435761) >>> 24;

/** Durations of the page's tasks of more than 50 ms during some work. */
async function longTasks(work: () => Promise<void>): Promise<number[]> {
  const settle = () => new Promise((resolve) => setTimeout(resolve, 100));
  await settle();
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  });
  observer.observe({ type: 'longtask' });
  await work();
  await settle();
  observer.disconnect();
  return tasks;
}

const never = new AbortController().signal;

describe('intake in real workers', () => {
  it('one worker and three give the same set', async () => {
    const files: SourceFile[] = [];
    for (let i = 0; i < 60; i++) {
      const size = i % 7 === 0 ? 1500 : 30;
      files.push(sourceFile(`set/${i % 3}/${i}.png`, await plain(i, size)));
    }
    const parts = { now: () => 1, newId: () => 'set' };
    const one = await takeIn(files, {}, { ...parts, workers: 1 });
    const three = await takeIn([...files].reverse(), {}, { ...parts, workers: 3 });
    expect(one.record.count).toBe(60);
    expect(three.record).toEqual(one.record);
    expect([...three.store.chunks.values()]).toEqual([...one.store.chunks.values()]);
  });

  it('reads a ZIP, its duplicates, its text and the pictures within its IDX file [PIC7] [PIC10]', async () => {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
    const add = (name: string, content: BlobPart) =>
      writer.add(name, new BlobReader(new Blob([content])));
    for (let i = 0; i < 40; i++) await add(`album/${i}.png`, await plain(i));
    await add('album/again.png', await plain(3));
    await add('__MACOSX/album/._1.png', 'system');
    await add('notes.txt', 'Not a picture.');
    await add('digits.gz', await gzip(encodeIdx(5, 28, (p, x) => p * 9 + x)));
    await add('inner.zip', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]));
    const { record, listener } = await takeIn([sourceFile('album.zip', await writer.close())]);
    expect(record.count).toBe(45);
    expect(record.name).toBe('album');
    expect(record.folders).toEqual([
      { path: 'album', count: 40 },
      { path: 'digits.gz', count: 5 },
    ]);
    // "again.png" comes after the numbers.
    expect(Object.fromEntries(record.skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      'album.zip/album/again.png': skipReason('duplicate', { of: 'album.zip/album/3.png' }),
      'album.zip/inner.zip': skipReason('zip-in-zip'),
      'album.zip/notes.txt': skipReason('unreadable', { kind: 'text' }),
    });
    expect(listener.steps.at(-1)).toMatchObject({ done: 48, total: 48, ready: 45, skipped: 3 });
  });

  it('[PIC23] several crops of each file, the same again, beside its copy that is told', async () => {
    const files: SourceFile[] = [];
    for (let i = 0; i < 5; i++) {
      const bytes = await encode(
        canvasOf(120, 60 + i, (x, y) => [x * 2, y * 3, i * 40, 255]),
        'image/png',
      );
      files.push(sourceFile(`set/${i}.png`, bytes));
      if (i === 2) files.push(sourceFile('set/again.png', bytes));
    }
    const wanted = { imageSize: 16, cropsPerPicture: 4 };
    const { record, store, listener } = await takeIn(files, wanted);
    expect(record).toMatchObject({ count: 20, cropsPerPicture: 4 });
    expect(store.paths(record).slice(0, 5)).toEqual([
      ...Array.from({ length: 4 }, () => 'set/0.png'),
      'set/1.png',
    ]);
    expect(record.skipped.map(({ path }) => path)).toEqual(['set/again.png']);
    expect(listener.steps.at(-1)).toMatchObject({ done: 21, total: 21, ready: 20, skipped: 1 });
    const once = await takeIn(files, { imageSize: 16 });
    expect(once.record.count).toBe(5);
    const chunk = (all: typeof store): Uint8Array => [...all.chunks.values()][0]!.pixels;
    const bytes = 16 * 16 * 3;
    // The first of each is the picture as it would be alone; the others differ from it.
    for (let i = 0; i < 5; i++) {
      const four = Array.from({ length: 4 }, (_, k) =>
        chunk(store)
          .subarray((4 * i + k) * bytes, (4 * i + k + 1) * bytes)
          .join(),
      );
      expect(four[0]).toBe(
        chunk(once.store)
          .subarray(i * bytes, (i + 1) * bytes)
          .join(),
      );
      expect(new Set(four).size).toBe(4);
    }
    const again = await takeIn([...files].reverse(), wanted, { workers: 3 });
    expect(chunk(again.store)).toEqual(chunk(store));
    const { record: few } = await takeIn(files, { ...wanted, limit: 6 });
    expect(few.count).toBe(6);
  });

  it('IDX at its own size is taken as it is, and resized like any picture [PIC10]', async () => {
    const bytes = encodeIdx(700, 28, unlike);
    const files = [sourceFile('train-images-idx3-ubyte', bytes)];
    const own = await takeIn(files, { imageSize: 28, channels: 1 });
    expect(own.record.count).toBe(700);
    expect(own.store.paths(own.record)[41]).toBe('train-images-idx3-ubyte/042');
    const picture = own.store.picture(own.record, 'train-images-idx3-ubyte/042');
    expect([...picture]).toEqual([...bytes.subarray(16 + 41 * 784, 16 + 42 * 784)]);
    const large = await takeIn(files, { imageSize: 64, limit: 20 });
    expect(large.record.count).toBe(20);
    expect(large.record.bytes).toBe(20 * 64 * 64 * 3);
    expect(large.record.skipped).toEqual([
      { path: 'train-images-idx3-ubyte', reason: skipReason('over-limit', { limit: 20 }) },
    ]);
  });

  it('IDX that is gzipped and cut short: what is there, and a word about the rest', async () => {
    const blob = await gzip(encodeIdx(900, 28, noisy));
    const { record, store } = await takeIn([sourceFile('a.gz', blob.slice(0, blob.size >> 1))], {
      imageSize: 16,
    });
    expect(record.count).toBeGreaterThan(100);
    expect(record.count).toBeLessThan(900);
    expect(ends(record, store).get('a.gz')).toEqual(
      skipReason('idx-cut-short', { read: record.count, claimed: 900 }),
    );
  });

  it('20,000 IDX pictures: the page stays free, and news is rare and small', async () => {
    const file = sourceFile('digits', encodeIdx(20_000, 28, unlike));
    const storage = await openStorage();
    const options = { ...DEFAULT_INTAKE, imageSize: 32, channels: 1 } as const;
    // A busy machine lengthens tasks: the best of three runs tells what is ours.
    let longest = Infinity;
    for (let run = 0; run < 3 && longest > 50; run++) {
      const tasks = await longTasks(async () => {
        const times: number[] = [];
        let most = 0;
        const listener = {
          progress: () => times.push(performance.now()),
          pictures: (some: readonly unknown[]) => (most = Math.max(most, some.length)),
          own: () => undefined,
        };
        const record = await createIntake(storage).prepare([file], options, listener, never);
        await storage.deleteDataset(record.id);
        expect(record.count + record.skippedCount).toBe(20_000);
        expect(most).toBeLessThanOrEqual(64);
        const seconds = (times.at(-1)! - times[0]!) / 1000;
        expect(times.length).toBeLessThanOrEqual(5 * seconds + 4);
      });
      longest = Math.max(0, ...tasks);
    }
    storage.close();
    expect(longest).toBeLessThanOrEqual(50);
  });

  it('Cancel in the midst leaves nothing behind [PIC8]', async () => {
    const bytes = encodeIdx(40_000, 28, unlike);
    const store = new MemoryStore();
    const listener = new Recorder();
    const abort = new AbortController();
    listener.onProgress = ({ ready }) => {
      if (ready > 500) abort.abort();
    };
    const newWriter = () => new LocalWriter(store);
    const result = createIntake(store, { newWriter }).prepare(
      [sourceFile('digits', bytes)],
      DEFAULT_INTAKE,
      listener,
      abort.signal,
    );
    await expect(result).rejects.toMatchObject({ kind: 'cancelled' });
    expect(store.chunks.size + store.records.size).toBe(0);
  });

  it('an error for a set without a picture, with the commonest reason', async () => {
    const files = [
      sourceFile('a.png', emptyPng(20_000, 20_000)),
      sourceFile('b.png', emptyPng(20_000, 20_000)),
    ];
    await expect(takeIn(files)).rejects.toMatchObject({
      code: 'no-picture-usable',
      params: { reason: skipReason('too-many-pixels', { width: 20_000, height: 20_000 }) },
    });
  });

  it('large pictures are decoded two at a time at most', async () => {
    const large = await encode(quarters(3200, 2600), 'image/png');
    const files = Array.from({ length: 6 }, (_, i) =>
      // Bytes after the end make files that differ and pictures that do not.
      sourceFile(`${i}.png`, large, Uint8Array.from([i])),
    );
    let holding = 0;
    let most = 0;
    const { record } = await takeIn(
      files,
      {},
      {
        workers: 3,
        newWorker: () => {
          const worker = new Worker(new URL('../worker/decode-worker.ts', import.meta.url), {
            type: 'module',
          });
          worker.addEventListener('message', ({ data }: MessageEvent<{ type: string }>) => {
            if (data.type === 'returnPermit') holding -= 1;
          });
          const send = worker.postMessage.bind(worker);
          worker.postMessage = (message: { type: string }) => {
            if (message.type === 'permit') most = Math.max(most, ++holding);
            send(message);
          };
          return worker;
        },
      },
    );
    expect(record.count).toBe(6);
    expect(most).toBe(2);
    expect(holding).toBe(0);
  });
});

describe('sample pictures [PIC11]', () => {
  it.each(PAINTED)('$size px, $channels channels: the same here as elsewhere', async (golden) => {
    const parts = PAINTED_PICTURES.map((i) =>
      paintPicture(i, squarePictures(golden.size, golden.channels)),
    );
    const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
    const hex = Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0'));
    expect(hex.join('')).toBe(golden.digest);
  });

  it('become a set, in order, marked as painted', async () => {
    const store = new MemoryStore();
    const options = { ...DEFAULT_INTAKE, imageSize: 32 };
    const newWriter = () => new LocalWriter(store);
    const intake = createIntake(store, { newWriter });
    const record = await intake.paintSamples(options, new Recorder(), never);
    expect(record).toMatchObject({
      count: SAMPLE_PICTURES,
      painted: true,
      name: 'Sample pictures',
    });
    const path = store.paths(record)[100]!;
    expect(path).toBe('Sample 101');
    expect([...store.picture(record, path)]).toEqual([...paintPicture(100, squarePictures(32, 3))]);
  });
});
