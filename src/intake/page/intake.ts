import { SAMPLE_PICTURES, type DecodeSource } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import {
  DEFAULT_INTAKE,
  type Intake,
  type IntakeListener,
  type IntakeOptions,
  type PreparedPicture,
  type SourceFile,
} from '../../contract/intake';
import { pictureLength, wantedShape } from '../../contract/picture-shape';
import { newId } from '../../contract/new-id';
import { inNaturalOrder } from '../../data/files/natural-order';
import { skipReason } from '../../contract/skip-reasons';
import type { DatasetRecord } from '../../contract/records';
import type { ShownPictures } from '../shared/messages';
import { words } from '../../words';
import { drawSvg } from './draw-svg';
import { changePicture, prepareOne } from './one-picture';
import { SetWriter, type WriterWorker } from './set-writer';
import { SourceFeed, ownFile } from './source-feed';
import { nameSet } from './set-name';
import { takeUnpacked } from './unpacked';
import { DecodePool, type DecodeWorker } from './decode-pool';
import { listFiles } from './list-files';
import { ProgressTicker } from './progress';
import { readDrop } from './read-drop';

/** What the intake stands on; tests and benches change parts of it. */
export interface IntakeParts {
  readonly newWorker: () => DecodeWorker;
  readonly newWriter: () => WriterWorker;
  /** Number of decode workers. */
  readonly workers: number;
  readonly draw: typeof drawSvg;
  readonly now: () => number;
  readonly newId: () => string;
}

const newDecodeWorker = (): DecodeWorker =>
  new Worker(new URL('../worker/decode-worker.ts', import.meta.url), { type: 'module' });

const newWriterWorker = (): WriterWorker =>
  new Worker(new URL('../worker/writer-worker.ts', import.meta.url), { type: 'module' });

/** One core is left to the page; more than four workers wait for the disk. A browser that does not
 *  tell how many cores there are gets one worker. */
const usualWorkers = (): number =>
  Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 1) - 1));

/** Sample pictures painted by one job. */
const PAINT_GROUP = 24;

/** What deletes a set that was begun and not finished. */
type Storage = { deleteDataset(id: string): Promise<void> };

/** An intake, and what reads a drop or a choice for it. */
export interface PageIntake extends Intake {
  readonly readDrop: typeof readDrop;
  readonly listFiles: typeof listFiles;
}

/** Prepares pictures in a pool of workers, at most four, and stores them as a set by one more. */
export function createIntake(storage: Storage, parts: Partial<IntakeParts> = {}): PageIntake {
  const all: IntakeParts = {
    newWorker: newDecodeWorker,
    newWriter: newWriterWorker,
    workers: parts.workers ?? usualWorkers(),
    draw: drawSvg,
    now: () => Date.now(),
    newId,
    ...parts,
  };
  return {
    readDrop,
    listFiles,
    prepare: (files, options, listener, signal) =>
      makeSet(storage, all, options, listener, signal, (job) => takeFiles(files, job)),
    paintSamples: (options, listener, signal) =>
      makeSet(storage, all, options, listener, signal, takeSamples),
    findOwn: (files) => findOwn(all, files),
    prepareOne: (files, of, options) => prepareOne(all, files, of, options),
    changePicture: (change) => changePicture(all.newWriter(), change),
  };
}

/** One set on its way. */
interface Job {
  readonly options: IntakeOptions;
  readonly listener: IntakeListener;
  readonly pool: DecodePool;
  readonly writer: SetWriter;
  readonly ticker: ProgressTicker;
}

/** What fills a set; resolves with its name and whether it was painted. */
type Fill = (job: Job) => Promise<{ name: string; painted: boolean }>;

async function makeSet(
  storage: Storage,
  parts: IntakeParts,
  options: IntakeOptions,
  listener: IntakeListener,
  signal: AbortSignal,
  fill: Fill,
): Promise<DatasetRecord> {
  const cancelled = () => new StudioError('intake-cancelled');
  if (signal.aborted) throw cancelled();
  const id = parts.newId();
  const ticker = new ProgressTicker(listener);
  const pool = new DecodePool(parts.workers, options, {
    newWorker: parts.newWorker,
    draw: parts.draw,
    found: (more) => (ticker.total += more),
  });
  const writer = new SetWriter(parts.newWriter(), id, options, ({ ready, skipped, shown }) => {
    Object.assign(ticker, { ready, skipped });
    ticker.tick(ticker.stage === 'storing');
    if (shown) listener.pictures(picturesOf(shown, options));
  });
  const onAbort = () => {
    pool.close(cancelled());
    writer.giveUp(cancelled());
  };
  signal.addEventListener('abort', onAbort);
  try {
    ticker.tick(true);
    const { name, painted } = await fill({ options, listener, pool, writer, ticker });
    if (signal.aborted) throw cancelled();
    ticker.stage = 'storing';
    // Crops of a file that was there already are neither pictures nor files.
    ticker.total = ticker.ready + ticker.skipped;
    ticker.tick(true);
    const record = await writer.finish(name, parts.now(), painted);
    if (signal.aborted) throw cancelled();
    await writer.close();
    return record;
  } catch (error) {
    await writer.close();
    // What was stored so far goes; the error at hand is the one to tell.
    await storage.deleteDataset(id).catch(() => undefined);
    throw signal.aborted ? cancelled() : StudioError.from(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
    pool.close(cancelled());
  }
}

function picturesOf({ paths, pixels }: ShownPictures, options: IntakeOptions): PreparedPicture[] {
  const bytes = pictureLength(wantedShape(options));
  return paths.map((path, i) => ({ path, pixels: pixels.subarray(i * bytes, (i + 1) * bytes) }));
}

async function takeFiles(
  given: readonly SourceFile[],
  { options, listener, pool, writer, ticker }: Job,
): Promise<{ name: string; painted: boolean }> {
  const { own, others } = takeUnpacked(given);
  for (const one of own) listener.own(one);
  const closed = others.filter(({ unreadable }) => unreadable);
  const reason = skipReason('file-unreadable');
  await writer.skip(closed.map(({ path }) => ({ path, reason })));
  const files = await inNaturalOrder(others.filter(({ unreadable }) => !unreadable));
  ticker.total += files.length + closed.length;
  ticker.stage = 'decoding';
  const feed = new SourceFeed(pool, writer, ticker, (one) => listener.own(one), options.limit);
  await feed.feed(files.map(sourceOf));
  return {
    name: nameSet(
      options.name,
      files.map(({ path }) => path),
    ),
    painted: false,
  };
}

const sourceOf = ({ path, file }: SourceFile): DecodeSource => ({ kind: 'file', path, blob: file });

async function findOwn(
  parts: IntakeParts,
  files: readonly SourceFile[],
): ReturnType<Intake['findOwn']> {
  const { own, others } = takeUnpacked(files);
  const { newWorker, draw } = parts;
  const pool = new DecodePool(1, DEFAULT_INTAKE, { newWorker, draw, found: () => undefined });
  const found = [...own];
  try {
    for await (const { outcomes } of pool.run({ type: 'findOwn', sources: others.map(sourceOf) })) {
      for (const outcome of outcomes) if (outcome.kind === 'own') found.push(ownFile(outcome));
    }
  } finally {
    pool.close(new StudioError('intake-cancelled'));
  }
  return { own: found, others: found.length - own.length < others.length };
}

async function takeSamples({
  options,
  pool,
  writer,
  ticker,
}: Job): Promise<{ name: string; painted: boolean }> {
  const total = Math.min(SAMPLE_PICTURES, options.limit ?? SAMPLE_PICTURES);
  ticker.total = total;
  ticker.stage = 'decoding';
  const streams = Array.from({ length: Math.ceil(total / PAINT_GROUP) }, (_, group) =>
    pool.run({
      type: 'paint',
      from: group * PAINT_GROUP,
      to: Math.min(total, (group + 1) * PAINT_GROUP),
    }),
  );
  for (const stream of streams) for await (const bundle of stream) await writer.add(bundle);
  return { name: options.name.trim() || words().pictures.sampleSet, painted: true };
}
