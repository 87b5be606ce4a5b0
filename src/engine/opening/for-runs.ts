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
    openJudge: (...what) => opened.openJudge(...what),
  };
}

/** Whose painters and judges are closed with it: what they hold goes, and whoever needs one opens another. */
export function withItsPainters(opened: OpenedEngine): OpenedEngine {
  const all = new Set<Pick<Painter, 'closed' | 'close'>>();
  const held = async <T extends Pick<Painter, 'closed' | 'close'>>(opening: Promise<T>) => {
    for (const one of all) if (one.closed) all.delete(one);
    const one = await opening;
    all.add(one);
    return one;
  };
  return {
    ...opened,
    openPainter: (...what) => held(opened.openPainter(...what)),
    openJudge: (...what) => held(opened.openJudge(...what)),
    close() {
      for (const one of all) one.close();
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
