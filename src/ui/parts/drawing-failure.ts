import { StudioError } from '../../contract/errors';
import { errorText } from '../../words';
import type { RunState } from '../../contract/records';
import { words } from '../../words';

/** A failure in drawing as a sentence and what to do; a part that is missing says so itself. */
export function drawingFailure(value: unknown): { message: string; hint: string } {
  if (value instanceof StudioError) return errorText(value.toData());
  const reason = value instanceof Error ? value.message : String(value);
  const { says, hint } = words().parts.notDrawn;
  return { message: says(reason), hint };
}

/** What a run does while a part of the page is missing; '' where there is none under way. */
export function meanwhile(state: RunState | null): string {
  const { whileTraining, whilePaused } = words().parts.notDrawn;
  if (state === 'running' || state === 'preparing') return whileTraining;
  return state === 'paused' ? whilePaused : '';
}
