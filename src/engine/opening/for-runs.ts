import { adapterKey } from '../../contract/device';
import type { EngineNote } from '../../contract/engine-notes';
import type { Engine, OpenedEngine } from '../engine';
import type { TuningCache } from '../model';
import type { Painter } from '../painter';

/** An engine that was opened, as runs and new pictures use it. */
export function forRuns(
  opened: OpenedEngine,
  reason: readonly EngineNote[],
  tuning: TuningCache,
): Engine {
  const { report, lost } = opened;
  return {
    report: { ...report, reason },
    lost,
    createModel: (plan, notify) =>
      opened.createModel({ ...plan, tuning: cacheOf(tuning, report) }, notify),
    openPainter: (...what) => opened.openPainter(...what),
  };
}

/** Whose painters are closed with it: what they hold goes, and whoever paints opens another. */
export function withItsPainters(opened: OpenedEngine): OpenedEngine {
  const painters = new Set<Painter>();
  return {
    ...opened,
    async openPainter(...what) {
      for (const painter of painters) if (painter.closed) painters.delete(painter);
      const painter = await opened.openPainter(...what);
      painters.add(painter);
      return painter;
    },
    close() {
      for (const painter of painters) painter.close();
      opened.close();
    },
  };
}

/** Remembers as long as the page is there. */
export function passingTuningCache(): TuningCache {
  const known = new Map<string, string>();
  return {
    read: (key) => known.get(key) ?? null,
    write: (key, value) => void known.set(key, value),
  };
}

/** What was the fastest on one adapter says nothing about another. */
export function cacheOf(
  tuning: TuningCache,
  { engine, adapter }: Pick<OpenedEngine['report'], 'engine' | 'adapter'>,
): TuningCache {
  const place = (key: string): string => `${engine}, ${adapterKey(adapter)}: ${key}`;
  return {
    read: (key) => tuning.read(place(key)),
    write: (key, value) => tuning.write(place(key), value),
  };
}
