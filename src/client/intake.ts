import { SAMPLE_PICTURES, type DecodeSource } from '../contract/decode';
import { StudioError } from '../contract/errors';
import type { Intake, IntakeListener, IntakeOptions, SourceFile } from '../contract/intake';
import { newId } from '../contract/new-id';
import { skipReason } from '../contract/skip-reasons';
import type { DatasetRecord } from '../contract/records';
import { SetAssembly } from './intake-assembly';
import { drawSvg } from './intake-draw';
import { SourceFeed } from './intake-feed';
import { nameSet } from './intake-folders';
import { DecodePool, type DecodeWorker } from './intake-pool';
import { ProgressTicker } from './intake-progress';
import type { IntakeStore } from './intake-store';

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

/** One core is left to the page; more than four workers wait for the disk. */
const usualWorkers = (): number => Math.min(4, Math.max(1, navigator.hardwareConcurrency - 1));

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
        takeFiles(files, options, pool, assembly, ticker),
      ),
    paintSamples: (options, listener, signal) =>
      makeSet(storage, all, options, listener, signal, (pool, assembly, ticker) =>
        takeSamples(options, pool, assembly, ticker),
      ),
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
  pool: DecodePool,
  assembly: SetAssembly,
  ticker: ProgressTicker,
): Promise<{ name: string; painted: boolean }> {
  const files = given.filter((source) => !source.unreadable);
  for (const { path, unreadable } of given) {
    if (unreadable) assembly.skip(path, skipReason.unreadableFile());
  }
  const paths = files.map((file) => file.path);
  const order = await pool.run({ type: 'order', paths }).result();
  const sources = Array.from(order, (index): DecodeSource => {
    const { path, file } = files[index]!;
    return { kind: 'file', path, blob: file };
  });
  ticker.total += sources.length + (given.length - files.length);
  ticker.stage = 'decoding';
  await new SourceFeed(pool, assembly, ticker).feed(sources);
  return {
    name: nameSet(
      options.name,
      sources.map((source) => source.path),
    ),
    painted: false,
  };
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
