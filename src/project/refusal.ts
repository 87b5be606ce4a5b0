import { StudioError, type ErrorKind } from '../contract/errors';

/** Any failure in reading as a refusal; failures of storage and refusals pass unchanged. */
export function asRefusal(error: unknown): StudioError {
  if (error instanceof StudioError && PASSED.has(error.kind)) return error;
  const content = StudioError.from(error).toData();
  return new StudioError('file-content-wrong', { error: content }, { cause: error });
}

const PASSED: ReadonlySet<ErrorKind> = new Set([
  'file-unreadable',
  'file-newer',
  'storage-full',
  'storage-unavailable',
  'cancelled',
]);
