import { StudioError } from '../contract/errors';

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
        `The browser does not let the studio store anything just now (${name}).`,
        'Reload the page. A private window or a blocked site setting may forbid storage: use an ordinary window.',
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
  new StudioError(
    'storage-unavailable',
    'This browser offers no IndexedDB, where sets and runs are kept.',
    'Use a current Chrome, Edge, Firefox or Safari in an ordinary window.',
  );
