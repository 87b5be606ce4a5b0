import type { Engine, OpenedEngine } from '../engine';
import type { TuningCache } from '../model';
import { memoOf } from './tuning-cache';

/** An engine that was opened, as runs use it. */
export function forRuns(opened: OpenedEngine, reason: string, tuning: TuningCache): Engine {
  const { report, lost } = opened;
  return {
    report: { ...report, reason },
    lost,
    createModel: (plan, notify) =>
      opened.createModel({ ...plan, tuning: memoOf(tuning, report) }, notify),
    paint: (...order) => opened.paint(...order),
  };
}
