import { describe, expect, it } from 'vitest';
import { DEFAULT_INTAKE, type IntakeOptions, type SourceFile } from '../../contract/intake';
import type { DatasetRecord } from '../../contract/records';
import { skipReason } from '../../contract/skip-reasons';
import { FakeDecoder, readyOutcome, type Behaviour, type Delay } from '../../testing/fake-decoder';
import { LocalWriter, Recorder, sourceFile } from '../../testing/intake-harness';
import { MemoryStore } from '../../testing/memory-store';
import { createIntake } from './intake';
import { failingError } from '../../testing/failing';

const SIZE = 16;

interface Case {
  readonly files: readonly SourceFile[];
  readonly behaviour?: Behaviour;
  readonly delay?: Delay;
  readonly workers?: number;
  readonly options?: Partial<IntakeOptions>;
  /** Workers that die before a word. */
  readonly stillborn?: boolean;
}

const usual: Behaviour = (source) => [readyOutcome(source.path)];

function start({
  files,
  behaviour = usual,
  delay,
  workers = 2,
  options = {},
  stillborn = false,
}: Case) {
  const store = new MemoryStore();
  const listener = new Recorder();
  const made: FakeDecoder[] = [];
  const abort = new AbortController();
  const intake = createIntake(store, {
    workers,
    newWorker: () => {
      const worker = new FakeDecoder(behaviour, delay);
      made.push(worker);
      if (stillborn) {
        worker.terminate();
        setTimeout(() => worker.onerror?.(new Event('error') as ErrorEvent), 0);
      }
      return worker;
    },
    newWriter: () => new LocalWriter(store),
    draw: () => Promise.resolve(null),
    now: () => 1234,
    newId: () => 'set',
  });
  const all = { ...DEFAULT_INTAKE, imageSize: SIZE, channels: 1 as const, ...options };
  const result = intake.prepare(files, all, listener, abort.signal);
  return { result, store, listener, abort, made };
}

const take = async (one: Case) => {
  const started = start(one);
  return { ...started, record: await started.result };
};

const numbered = (count: number, folder = 'set/'): SourceFile[] =>
  Array.from({ length: count }, (_, i) => sourceFile(`${folder}${i}.jpg`, 'x'));

const paths = ({ record, store }: { record: DatasetRecord; store: MemoryStore }): string[] =>
  store.paths(record);

describe('intake', () => {
  it('keeps natural order whatever the workers’ timing', async () => {
    const files = numbered(120).reverse();
    const slow: Delay = (path) => (path.length * 7 + path.charCodeAt(4) * 3) % 5;
    const one = await take({ files, workers: 1 });
    const four = await take({ files, workers: 4, delay: slow });
    expect(paths(one)).toEqual(numbered(120).map((file) => file.path));
    expect(four.record).toEqual(one.record);
    expect([...four.store.chunks]).toEqual([...one.store.chunks]);
    expect([...four.store.blocks]).toEqual([...one.store.blocks]);
  });

  it('packs chunks of about 4 MB', async () => {
    const { record, store } = await take({
      files: numbered(300),
      options: { imageSize: 256, channels: 3 },
      behaviour: (source) => [readyOutcome(source.path)],
    });
    expect(record.chunkPictures).toBe(21);
    expect(record.bytes).toBe(300 * 256 * 256 * 3);
    expect(store.chunks.size).toBe(Math.ceil(300 / 21));
    expect(store.chunks.get('set/0')!.pixels.length).toBe(21 * 256 * 256 * 3);
    expect(store.chunks.get('set/14')!.pixels.length).toBe(6 * 256 * 256 * 3);
  });

  it('leaves out exact duplicates and names the first [PIC7]', async () => {
    const { record } = await take({
      files: numbered(9),
      behaviour: ({ path }) => [readyOutcome(path, /[36]/.test(path) ? 'same' : path)],
      delay: (path) => (path.includes('3') ? 20 : 0),
    });
    expect(record.count).toBe(8);
    expect(record.skipped).toEqual([
      { path: 'set/6.jpg', reason: skipReason('duplicate', { of: 'set/3.jpg' }) },
    ]);
  });

  it('names every file beyond the limit', async () => {
    const { record, store } = await take({ files: numbered(40), options: { limit: 7 } });
    expect(paths({ record, store })).toEqual(numbered(7).map((file) => file.path));
    expect(record.skipped.map(({ path }) => path)).toEqual(
      numbered(40)
        .slice(7)
        .map((file) => file.path),
    );
    expect(record.skipped[0]!.reason).toEqual(skipReason('over-limit', { limit: 7 }));
  });

  it('a limit that is just reached skips nothing', async () => {
    const { record } = await take({ files: numbered(7), options: { limit: 7 } });
    expect(record.skipped).toEqual([]);
  });

  it('prepares an archive’s entries in its place, with a single worker too [PIC10]', async () => {
    const behaviour: Behaviour = (source) => {
      if (source.path !== 'b.zip' || source.kind === 'entry') return usual(source);
      const entries = Array.from({ length: 50 }, (_, entry) => ({
        path: `b.zip/${entry}.png`,
        entry,
      }));
      return [{ kind: 'archive', path: 'b.zip', entries }];
    };
    const files = [...numbered(30, 'c'), sourceFile('b.zip', 'x'), sourceFile('a.jpg', 'x')];
    for (const workers of [1, 3]) {
      const { record, listener, store } = await take({ files, behaviour, workers });
      expect(paths({ record, store }).slice(0, 3)).toEqual(['a.jpg', 'b.zip/0.png', 'b.zip/1.png']);
      expect(record.count).toBe(81);
      expect(listener.steps.at(-1)).toMatchObject({ done: 81, total: 81, ready: 81 });
    }
  });

  it('[PIC3] says of a file that the browser would not open that it could not be read', async () => {
    const closed: SourceFile = { ...sourceFile('set/closed.jpg', ''), unreadable: true };
    const { record } = await take({ files: [...numbered(2), closed] });
    expect(record.count).toBe(2);
    expect(record.skipped).toEqual([
      { path: 'set/closed.jpg', reason: skipReason('file-unreadable') },
    ]);
  });

  it('[PIC19] a decoder that hangs costs its own file, at once, and no other', async () => {
    const behaviour: Behaviour = (source) => (source.path === 'set/3.jpg' ? 'hang' : usual(source));
    for (const workers of [1, 3]) {
      const { record, made } = await take({ files: numbered(20), behaviour, workers });
      expect(record.count).toBe(19);
      expect(record.skipped).toEqual([{ path: 'set/3.jpg', reason: skipReason('too-slow') }]);
      expect(made).toHaveLength(workers + 1);
      expect(made.every((worker) => worker.terminated)).toBe(true);
    }
  });

  it('tries the files of a worker that died once more, and blames the one that kills', async () => {
    const behaviour: Behaviour = (source) => (source.path === 'set/3.jpg' ? 'die' : usual(source));
    const { record, made, store } = await take({ files: numbered(20), behaviour });
    expect(record.count).toBe(19);
    expect(record.skipped).toEqual([{ path: 'set/3.jpg', reason: skipReason('given-up') }]);
    expect(paths({ record, store })).toEqual(
      numbered(20)
        .map((file) => file.path)
        .filter((path) => path !== 'set/3.jpg'),
    );
    expect(made.length).toBe(2 + 3);
  });

  it('an error where workers cannot start, and no endless tries', async () => {
    const deadly = start({ files: numbered(3), behaviour: () => 'die', workers: 1 });
    await expect(deadly.result).rejects.toMatchObject({ code: 'no-picture-usable' });
    const silent = start({ files: numbered(3), workers: 1, stillborn: true });
    await expect(silent.result).rejects.toMatchObject({
      code: 'part-missing',
      params: { part: 'picture-worker' },
    });
    expect(silent.made.length).toBe(4);
  });

  it('counts folders relative to what was dropped', async () => {
    const files = ['set/b/1.jpg', 'set/a/1.jpg', 'set/a/2.jpg', 'set/top.jpg'].map((path) =>
      sourceFile(path, 'x'),
    );
    const { record } = await take({ files });
    expect(record.name).toBe('set');
    expect(record.folders).toEqual([
      { path: 'a', count: 2 },
      { path: 'b', count: 1 },
      { path: '', count: 1 },
    ]);
    expect([...record.folderOf]).toEqual([0, 0, 1, 2]);
  });

  it('passes over system files without a word [PIC3]', async () => {
    const files = [...numbered(2), sourceFile('set/.DS_Store', 'x'), sourceFile('Thumbs.db', 'x')];
    const { record, listener } = await take({ files });
    expect(record.skipped).toEqual([]);
    expect(listener.steps.at(-1)!.total).toBe(2);
  });

  it('rejects an empty set with the commonest reason', async () => {
    const behaviour: Behaviour = ({ path }) => [
      {
        kind: 'skipped',
        path,
        reason: path.includes('1') ? skipReason('empty') : skipReason('svg'),
      },
    ];
    const { result, store } = start({ files: numbered(5), behaviour });
    await expect(result).rejects.toMatchObject({
      code: 'no-picture-usable',
      params: { files: 5, reason: skipReason('svg') },
    });
    expect(store.chunks.size).toBe(0);
    const nothing = start({ files: [sourceFile('.DS_Store', 'x')] }).result;
    await expect(nothing).rejects.toMatchObject({ kind: 'set-empty' });
  });

  it('Cancel leaves nothing behind [PIC8]', async () => {
    const { result, store, listener, abort, made } = start({
      files: numbered(600),
      options: { imageSize: 16 },
      delay: () => 1,
    });
    const lively = new Promise<void>((resolve) => {
      listener.onProgress = ({ ready }) => ready > 20 && resolve();
    });
    await lively;
    abort.abort();
    await expect(result).rejects.toMatchObject({ kind: 'cancelled' });
    expect(store.chunks.size).toBe(0);
    expect(store.records.size).toBe(0);
    expect(made.every((worker) => worker.terminated)).toBe(true);
  });

  it('Cancel at any moment ends, within an archive too [PIC8]', async () => {
    const behaviour: Behaviour = (source) => {
      if (source.kind === 'entry') return usual(source);
      const entries = Array.from({ length: 40 }, (_, entry) => ({
        path: `${source.path}/${entry}.png`,
        entry,
      }));
      return [{ kind: 'archive', path: source.path, entries }];
    };
    for (let after = 0; after < 60; after += 4) {
      const started = start({ files: numbered(6), behaviour, options: { imageSize: 256 } });
      // Storage that answers late leaves moments in which nothing waits for a worker.
      started.store.putChunk = () => new Promise((resolve) => setTimeout(resolve, 5));
      setTimeout(() => started.abort.abort(), after);
      await expect(started.result).rejects.toMatchObject({ kind: 'cancelled' });
    }
  });

  it('a cancel before the start starts nothing [PIC8]', async () => {
    const abort = new AbortController();
    abort.abort();
    const intake = createIntake(new MemoryStore(), {
      workers: 1,
      newWorker: () => {
        throw new Error('No worker should be made.');
      },
    });
    const result = intake.prepare(numbered(1), DEFAULT_INTAKE, new Recorder(), abort.signal);
    await expect(result).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('a full disk is told as such, and what was written is deleted', async () => {
    const { result, store } = start({ files: numbered(200), options: { imageSize: 256 } });
    store.putChunk = (chunk) =>
      chunk.index < 2
        ? MemoryStore.prototype.putChunk.call(store, chunk)
        : Promise.reject(failingError('storage-full', 'Full.', 'Free.'));
    await expect(result).rejects.toMatchObject({ kind: 'storage-full', params: { hint: 'Free.' } });
    expect(store.chunks.size).toBe(0);
  });
});
