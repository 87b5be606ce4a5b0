import { StudioError } from '../contract/errors';

/** A file that cannot be brought in, with what was found. */
export const refused = (message: string, cause?: unknown): StudioError =>
  new StudioError(
    'file-unreadable',
    message,
    'Nothing of it was brought in. Download or copy the file again, or ask for another one.',
    { cause },
  );

/** Any failure in reading as a refusal; failures of storage and refusals pass unchanged. */
export function asRefusal(error: unknown): StudioError {
  if (error instanceof StudioError && PASSED.has(error.code)) return error;
  return refused(StudioError.from(error).message, error);
}

const PASSED: ReadonlySet<string> = new Set([
  'file-unreadable',
  'file-newer',
  'storage-full',
  'storage-unavailable',
  'cancelled',
]);
