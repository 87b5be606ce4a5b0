import { StudioError } from '../../contract/errors';
import type { RunState } from '../../contract/records';

/** A failure in drawing as a sentence and what to do; a part that is missing says so itself. */
export function drawingFailure(value: unknown): { message: string; hint: string } {
  if (value instanceof StudioError) return { message: value.message, hint: value.hint };
  const reason = value instanceof Error ? value.message : String(value);
  return {
    message: `This part of the page could not be drawn: ${reason}`,
    hint: 'Try again. Nothing that is stored is lost.',
  };
}

/** What a run does while a part of the page is missing; '' where there is none under way. */
export function meanwhile(state: RunState | null): string {
  if (state === 'running' || state === 'preparing') {
    return 'Training goes on, and is saved as before. Do not load the page again meanwhile.';
  }
  if (state === 'paused') {
    return 'The paused run stays as it is. Do not load the page again meanwhile.';
  }
  return '';
}
