import { halfRates } from '../../contract/half-rates';
import { HYPERPARAMETERS } from '../../contract/hyperparameters';
import type { DatasetRecord, RunRecord } from '../../contract/records';
import { netsFromFiles } from '../../contract/nets-from-files';
import { wayBack } from '../../contract/way-back';
import { words } from '../../words';

/** How a run that is not being trained can go on, and what is said about it. Pure. */

/** Whether a run can go on, and why not. `too-old`: it began before states of runs were kept.
 *  `unsaved`: no state of it could be kept. `other-pictures`: nets from files, which any pictures do for. */
export type GoingOn = 'yes' | 'no-pictures' | 'other-pictures' | 'unsaved' | 'too-old';

/** Stopped while it was being prepared: there is nothing that beginning again could lose. */
export const learntNothing = ({ state, step, checkpoint }: RunRecord): boolean =>
  state === 'stopped' && step === 0 && checkpoint === null;

/** "61 epochs", or steps where no epoch was gone through.
 *  @param seen epochs, where more of them were seen than the record tells */
export function howFar({ epoch, step }: RunRecord, seen = 0): string {
  const epochs = Math.max(epoch, seen);
  const says = words().openRun.outcome;
  return epochs > 0 || step === 0 ? says.epochs(epochs) : says.steps(step);
}

export function goingOn(run: RunRecord, datasets: readonly Pick<DatasetRecord, 'id'>[]): GoingOn {
  // Beginning again clears what the run kept, so it is offered where nothing was learnt for good.
  const halted = run.state === 'interrupted' || run.state === 'failed';
  if (!run.checkpoint) {
    if (run.choice === null) return 'too-old';
    if (!halted && !learntNothing(run)) return 'unsaved';
  }
  if (netsFromFiles(run)) return 'other-pictures';
  return datasets.some(({ id }) => id === run.datasetId) ? 'yes' : 'no-pictures';
}

/** "Go on from epoch 61", "Go on from step 12", "Begin again". */
export function goOnWords({ checkpoint }: RunRecord): string {
  const { beginAgain, fromEpoch, fromStep } = words().openRun.goOn;
  if (!checkpoint) return beginAgain;
  return checkpoint.epoch > 0 ? fromEpoch(checkpoint.epoch) : fromStep(checkpoint.step);
}

/** What going on will do, and what it costs.
 *  @param rows of its curves: the steps it came to, which its record may not know after a crash */
export function goOnStory(run: RunRecord, rows: number): string {
  const says = words().openRun.goOn;
  if (learntNothing(run)) return says.asNew;
  if (!run.checkpoint) return says.nothingSaved;
  const lost = Math.max(run.step, rows) - run.checkpoint.step;
  if (lost <= 0) return says.exactly;
  const seconds = run.step > 0 ? (lost * run.trainedMs) / run.step / 1000 : 0;
  return seconds >= 1 ? says.lostSeconds(seconds) : says.lostSteps(lost);
}

/** What going back to the best checkpoint costs; '' where that is not offered. */
export function goBackStory(run: RunRecord): string {
  const back = wayBack(run.bestCheckpoint, run);
  return back ? words().openRun.goOn.bestGoes(back.epoch) : '';
}

/** What going on with half the rates means, in numbers. */
export function slowerStory({ learningRates }: RunRecord): string {
  const { generator, discriminator } = halfRates(learningRates);
  const { halfBoth, halfEach } = words().openRun.goOn;
  return generator === discriminator ? halfBoth(generator) : halfEach(generator, discriminator);
}

/** What is wrong with a number of epochs to be added, or undefined. */
export function moreIssue(run: RunRecord, more: number | null): string | undefined {
  const most = HYPERPARAMETERS.epochs.max - run.settings.epochs;
  if (more !== null && Number.isInteger(more) && more >= 1 && more <= most) return undefined;
  return words().parts.number.wholeFrom(1, most);
}
