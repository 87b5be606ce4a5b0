import type { Engine, OpenedEngine } from '../engine';
import type { EngineMemo } from '../model';
import { memoOf } from './tuning-cache';

/** An engine that was opened, as runs use it. */
export function forRuns(opened: OpenedEngine, reason: string, memo: EngineMemo): Engine {
  const { report, lost } = opened;
  return {
    report: { ...report, reason },
    lost,
    createModel: (plan, tell) => opened.createModel({ ...plan, memo: memoOf(memo, report) }, tell),
    paint: (...order) => opened.paint(...order),
  };
}
