import { StudioError } from '../contract/errors';
import { NO_DATABASE } from '../contract/features';

/** An IndexedDB failure as the person should read it. StudioErrors pass unchanged. */
export function storageError(cause: unknown): StudioError {
  if (cause instanceof StudioError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  switch (name) {
    case 'QuotaExceededError':
      return new StudioError(
        'storage-full',
        'The space this browser gives the studio is full.',
        'Delete runs or sets you no longer need, or free some disk space, then try again.',
        { cause },
      );
    case 'VersionError':
      return new StudioError(
        'storage-unavailable',
        'The stored runs and sets come from a newer version of the studio.',
        'Reload this page to get the newer version; nothing is lost.',
        { cause },
      );
    case 'InvalidStateError':
    case 'SecurityError':
    case 'UnknownError':
    case 'AbortError':
    case 'TimeoutError':
      return new StudioError(
        'storage-unavailable',
        `${NO_DATABASE.refused} (${name}).`,
        NO_DATABASE.todo,
        { cause },
      );
    default:
      return StudioError.from(cause);
  }
}

/** A newer studio in another tab changed the schema; this one let go of the database. */
export const superseded = (): StudioError =>
  new StudioError(
    'storage-unavailable',
    'A newer version of the studio was opened in another tab.',
    'Reload this page to go on; what was stored is not lost.',
  );

/** Another tab holds an older version open and does not close it. */
export const blockedByTab = (): StudioError =>
  new StudioError(
    'storage-unavailable',
    'The studio is open in another tab in an older version, which keeps the storage locked.',
    'Close the other tabs of the studio, then reload this page.',
  );

/** IndexedDB is missing altogether. */
export const noDatabase = (): StudioError =>
  new StudioError('storage-unavailable', NO_DATABASE.says, NO_DATABASE.todo);

/** An opening that failed, however the browser words it, is a storage that cannot be had. */
export function openingError(cause: unknown): StudioError {
  const error = storageError(cause);
  if (error.code !== 'unexpected') return error;
  const why = error.message.replace(/[.\s]+$/, '');
  return new StudioError(
    'storage-unavailable',
    `${NO_DATABASE.refused} (${why}).`,
    NO_DATABASE.todo,
    { cause },
  );
}
