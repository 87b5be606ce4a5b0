import { StudioError } from '../contract/errors';

/** An IndexedDB failure as the person should read it. StudioErrors pass unchanged. */
export function storageError(cause: unknown): StudioError {
  if (cause instanceof StudioError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  switch (name) {
    case 'QuotaExceededError':
      return new StudioError('storage-full', {}, { cause });
    case 'VersionError':
      return new StudioError('storage-newer', {}, { cause });
    case 'InvalidStateError':
    case 'SecurityError':
    case 'UnknownError':
    case 'AbortError':
    case 'TimeoutError':
      return new StudioError('storage-refused', { said: name }, { cause });
    default:
      return StudioError.from(cause);
  }
}

/** A newer studio in another tab changed the schema; this one let go of the database. */
export const superseded = (): StudioError => new StudioError('storage-superseded');

/** Another tab holds an older version open and does not close it. */
export const blockedByTab = (): StudioError => new StudioError('storage-blocked');

/** IndexedDB is missing altogether. */
export const noDatabase = (): StudioError => new StudioError('storage-missing');

/** An opening that failed, however the browser words it, is a storage that cannot be had. */
export function openingError(cause: unknown): StudioError {
  const error = storageError(cause);
  if (error.kind !== 'unexpected') return error;
  const data = error.toData();
  const why = (data.code === 'text' ? data.params.text : data.code).replace(/[.\s]+$/, '');
  return new StudioError('storage-refused', { said: why }, { cause });
}
