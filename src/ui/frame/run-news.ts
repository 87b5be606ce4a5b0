import type { RunRecord, RunState } from '../../contract/records';
import { errorText, words } from '../../words';

export const NOTIFY_KEY = 'atelier.tell-when-done';

/** What is said when a run comes to its end, or null where there is nothing to say. */
export function newsOf(
  before: RunState | null,
  run: RunRecord,
): { title: string; body: string } | null {
  const wasAtWork = before === 'running' || before === 'preparing';
  if (!wasAtWork) return null;
  const { tell } = words().frame;
  if (run.state === 'finished') {
    return { title: tell.finished(run.name), body: tell.trained(run.epoch) };
  }
  if (run.state === 'failed') {
    const body = failureWords(run) ?? tell.noReason;
    return { title: tell.failed(run.name), body };
  }
  if (run.state === 'interrupted') {
    const body = failureWords(run) ?? tell.openToGoOn;
    return { title: tell.interrupted(run.name), body };
  }
  return null;
}

/** What went wrong and, where it can go on, what to do. */
function failureWords({ failure, state }: RunRecord): string | null {
  if (!failure) return null;
  const { message, hint } = errorText(failure);
  return state === 'interrupted' ? `${message} ${hint}`.trim() : message;
}
