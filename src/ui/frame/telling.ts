import type { RunRecord, RunState } from '../../contract/records';
import { countOf } from '../../contract/count';

export const TELL_KEY = 'atelier.tell-when-done';

/** What is said when a run comes to its end, or null where there is nothing to say. */
export function newsOf(
  before: RunState | null,
  run: RunRecord,
): { title: string; body: string } | null {
  const wasAtWork = before === 'running' || before === 'preparing';
  if (!wasAtWork) return null;
  if (run.state === 'finished') {
    return { title: `${run.name} is finished`, body: `${countOf(run.epoch, 'epoch')} trained.` };
  }
  if (run.state === 'failed') {
    const body = run.failure ?? 'The run came to a halt.';
    return { title: `${run.name} came to a halt`, body };
  }
  if (run.state === 'interrupted') {
    const body = run.failure ?? 'Open the studio to go on from where it was saved.';
    return { title: `${run.name} was interrupted`, body };
  }
  return null;
}
