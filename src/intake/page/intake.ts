import { SAMPLE_PICTURES, type DecodeSource } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import {
  DEFAULT_INTAKE,
  type Intake,
  type IntakeListener,
  type IntakeOptions,
  type SourceFile,
} from '../../contract/intake';
import { newId } from '../../contract/new-id';
import { skipReason } from '../../contract/skip-reasons';
import type { DatasetRecord } from '../../contract/records';
import { SetAssembly } from '../worker/set-assembly';
import { drawSvg } from './draw-svg';
import { SourceFeed, ownFile } from './source-feed';
import { nameSet } from '../worker/folders';
import { takeUnpacked } from './unpacked';
import { DecodePool, type DecodeWorker } from './decode-pool';
import { ProgressTicker } from './progress';
import type { IntakeStore } from '../worker/intake-store';

/** What the intake stands on; tests and benches change parts of it. */
export interface IntakeParts {
  readonly newWorker: () => DecodeWorker;
  /** Number of decode workers. */
  readonly workers: number;
  readonly draw: typeof drawSvg;
  readonly now: () => number;
  readonly newId: () => string;
}

const newDecodeWorker = (): DecodeWorker =>
  new Worker(new URL('../worker/decode-worker.ts', import.meta.url), { type: 'module' });

/** One core is left to the page; more than four workers wait for the disk. A browser that does not
 *  tell how many cores there are gets one worker. */
const usualWorkers = (): number =>
  Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 1) - 1));

/** Sample pictures painted by one job. */
const PAINT_GROUP = 24;

/** Prepares pictures in a pool of workers, at most four, and stores them as a set. */
export function createIntake(storage: IntakeStore, parts: Partial<IntakeParts> = {}): Intake {
  const all: IntakeParts = {
    newWorker: newDecodeWorker,
    workers: parts.workers ?? usualWorkers(),
    draw: drawSvg,
    now: () => Date.now(),
    newId,
    ...parts,
  };
  return {
    prepare: (files, options, listener, signal) =>
      makeSet(storage, all, options, listener, signal, (pool, assembly, ticker) =>
        takeFiles(files, options, listener, pool, assembly, ticker),
      ),
    paintSamples: (options, listener, signal) =>
      makeSet(storage, all, options, listener, signal, (pool, assembly, ticker) =>
        takeSamples(options, pool, assembly, ticker),
      ),
    findOwn: (files) => findOwn(all, files),
  };
}

/** What fills a set; resolves with its name and whether it was painted. */
type Fill = (
  pool: DecodePool,
  assembly: SetAssembly,
  ticker: ProgressTicker,
) => Promise<{ name: string; painted: boolean }>;

async function makeSet(
  storage: IntakeStore,
  parts: IntakeParts,
  options: IntakeOptions,
  listener: IntakeListener,
  signal: AbortSignal,
  fill: Fill,
): Promise<DatasetRecord> {
  const cancelled = () => new StudioError('cancelled', 'Preparing pictures was cancelled.');
  if (signal.aborted) throw cancelled();
  const id = parts.newId();
  const ticker = new ProgressTicker(listener);
  const pool = new DecodePool(parts.workers, options, {
    newWorker: parts.newWorker,
    draw: parts.draw,
    found: (more) => (ticker.total += more),
  });
  const assembly = new SetAssembly(id, options, storage, ticker);
  const onAbort = () => pool.close(cancelled());
  signal.addEventListener('abort', onAbort);
  try {
    ticker.tick(true);
    const { name, painted } = await fill(pool, assembly, ticker);
    if (signal.aborted) throw cancelled();
    ticker.stage = 'storing';
    ticker.tick(true);
    const record = await assembly.finish(name, parts.now(), painted);
    if (signal.aborted) throw cancelled();
    return record;
  } catch (error) {
    await assembly.settle();
    // What was stored so far goes; the error at hand is the one to tell.
    await storage.deleteDataset(id).catch(() => undefined);
    throw signal.aborted ? cancelled() : StudioError.from(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
    pool.close(cancelled());
  }
}

async function takeFiles(
  given: readonly SourceFile[],
  options: IntakeOptions,
  listener: IntakeListener,
  pool: DecodePool,
  assembly: SetAssembly,
  ticker: ProgressTicker,
): Promise<{ name: string; painted: boolean }> {
  const unpacked = takeUnpacked(given);
  for (const own of unpacked.own) listener.own(own);
  const files = unpacked.others.filter((source) => !source.unreadable);
  for (const { path, unreadable } of unpacked.others) {
    if (unreadable) assembly.skip(path, skipReason.unreadableFile());
  }
  const paths = files.map((file) => file.path);
  const order = await pool.run({ type: 'order', paths }).result();
  const sources = Array.from(order, (index) => sourceOf(files[index]!));
  ticker.total += sources.length + (unpacked.others.length - files.length);
  ticker.stage = 'decoding';
  await new SourceFeed(pool, assembly, ticker, (own) => listener.own(own)).feed(sources);
  return {
    name: nameSet(
      options.name,
      sources.map((source) => source.path),
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
    pool.close(new StudioError('cancelled', 'The search is over.'));
  }
  return { own: found, others: found.length - own.length < others.length };
}

async function takeSamples(
  options: IntakeOptions,
  pool: DecodePool,
  assembly: SetAssembly,
  ticker: ProgressTicker,
): Promise<{ name: string; painted: boolean }> {
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
  for (const stream of streams) {
    for await (const { outcomes, pixels } of stream) {
      let at = 0;
      for (const outcome of outcomes) {
        if (outcome.kind !== 'ready') continue;
        await assembly.add(
          outcome.path,
          outcome.hash,
          pixels.subarray(at, at + assembly.pictureBytes),
        );
        at += assembly.pictureBytes;
      }
      ticker.tick();
      await assembly.room();
    }
  }
  return { name: options.name.trim() || 'Sample pictures', painted: true };
}
