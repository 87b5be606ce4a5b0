import { StudioError } from '../../contract/errors';
import { tellsOfMemory } from '../../contract/shortage';
import { skipReason } from '../../contract/skip-reasons';

/** What browsers say of a file that was moved, changed or forbidden since it was chosen. */
const GONE: ReadonlySet<string> = new Set([
  'NotFoundError',
  'NotReadableError',
  'NotAllowedError',
  'SecurityError',
]);

/** Why a picture could not be read, from whatever was thrown. */
export function whyNot(error: unknown): string {
  if (error instanceof StudioError) return `${error.message} ${error.hint}`.trim();
  const { name, message } =
    error instanceof Error || error instanceof DOMException
      ? error
      : { name: '', message: String(error) };
  if (GONE.has(name)) return skipReason.unreadableFile();
  if (name === 'QuotaExceededError' || tellsOfMemory(message)) return skipReason.tooMuchMemory();
  return skipReason.unforeseen(message.replace(/[.\s]+$/, '') || name || 'no word of it');
}
