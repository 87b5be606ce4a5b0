import type { RunRecord } from './records';

/** Part of the run's steps that the best has to lie back; less is hardly worth a press. */
const BACK = 0.1;

/**
 * Where a run can go back to: its best checkpoint, where that lies well before where the run is, by an
 * epoch at least, and not within the first [FIND5]; else null.
 * @param best null, or missing as in what a tab of an older studio tells, where none is kept.
 */
export function wayBack(
  best: RunRecord['bestCheckpoint'] | undefined,
  { step, epoch }: Pick<RunRecord, 'step' | 'epoch'>,
): RunRecord['bestCheckpoint'] {
  if (!best || best.epoch === 0 || best.epoch >= epoch) return null;
  return step - best.step < BACK * step ? null : best;
}
