import type { LossId } from '../../contract/hyperparameters';
import type { RunRecord } from '../../contract/records';

/** Which of a run's checkpoints judges. */
export const JUDGES = ['newest', 'best'] as const;
export type JudgeId = (typeof JUDGES)[number];

interface AtStep {
  readonly step: number;
  readonly epoch: number;
}

/** Discriminators that the checkpoints of a run hold; null where there is none. */
export interface Discriminators extends Readonly<Record<JudgeId, AtStep | null>> {
  readonly runId: string;
  /** What a score means hangs on it. */
  readonly loss: LossId;
}

/** As the run's record tells of them; that with the best measure only where it is not the newest. */
export function discriminatorsOf({
  id,
  settings,
  checkpoint,
  bestCheckpoint,
}: RunRecord): Discriminators {
  const best = bestCheckpoint?.step === checkpoint?.step ? null : bestCheckpoint;
  return { runId: id, loss: settings.loss, newest: checkpoint, best };
}

/** The one that judges: what was chosen, else that of the generator's own epoch, else the newest. */
export function judgeOf(
  kept: Discriminators | null,
  chosen: JudgeId | null,
  epoch: number,
): (AtStep & { readonly which: JudgeId }) | null {
  if (!kept) return null;
  const own = kept.best?.epoch === epoch ? 'best' : 'newest';
  const order = [chosen ?? own, ...JUDGES];
  const which = order.find((one) => kept[one] !== null);
  return which ? { which, step: kept[which]!.step, epoch: kept[which]!.epoch } : null;
}
