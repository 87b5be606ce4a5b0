import { StudioError } from '../../contract/errors';
import { tellsOfMemory } from '../../contract/shortage';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';

/** What browsers say of a file that was moved, changed or forbidden since it was chosen. */
const GONE: ReadonlySet<string> = new Set([
  'NotFoundError',
  'NotReadableError',
  'NotAllowedError',
  'SecurityError',
]);

/** Why a picture could not be read, from whatever was thrown. */
export function whyNot(error: unknown): SkipReason {
  if (error instanceof StudioError) return skipReason('failed', { error: error.toData() });
  const { name, message } =
    error instanceof Error || error instanceof DOMException
      ? error
      : { name: '', message: String(error) };
  if (GONE.has(name)) return skipReason('file-unreadable');
  if (name === 'QuotaExceededError' || tellsOfMemory(message))
    return skipReason('too-little-memory');
  return skipReason('unforeseen', { what: message.replace(/[.\s]+$/, '') || name });
}
