import type { StorageErrors } from '../../../contract/errors/storage';
import type { ErrorTexts } from '../../errors';
import { database } from '../features';

const NOTHING_LOST = 'Reload this page to get the newer version; nothing is lost.';

export const storage: ErrorTexts<StorageErrors> = {
  'storage-full': {
    message: 'The space this browser gives the studio is full.',
    hint: 'Delete runs or sets you no longer need, or free some disk space, then try again.',
  },
  'storage-missing': { message: database.says, hint: database.todo },
  'storage-refused': ({ said }) => ({
    message: `${database.refused} (${said}).`,
    hint: database.todo,
  }),
  'storage-newer': {
    message: 'The stored runs and sets come from a newer version of the studio.',
    hint: NOTHING_LOST,
  },
  'storage-superseded': {
    message: 'A newer version of the studio was opened in another tab.',
    hint: 'Reload this page to go on; what was stored is not lost.',
  },
  'storage-blocked': {
    message:
      'The studio is open in another tab in an older version, which keeps the storage locked.',
    hint: 'Close the other tabs of the studio, then reload this page.',
  },
  'record-newer': {
    message: 'What this run has saved was written by a newer version of the studio.',
    hint: NOTHING_LOST,
  },
  'run-thinned': {
    message:
      'The disk is full: every other older grid and generator was let go. The first, the newest and evenly spaced ones are kept, and training goes on.',
    hint: 'Delete runs or sets that you do not need, or make room on the disk.',
  },
  'run-not-kept': ({ error }, tell) => {
    const { message, hint } = tell.error(error);
    return { message: `${message} Training goes on; what comes from here may not be kept.`, hint };
  },
  'not-measured': ({ error }, tell) => {
    const { message, hint } = tell.error(error);
    return { message: `The pictures could not be measured: ${message} Training goes on.`, hint };
  },
  'checkpoint-not-saved': ({ error }, tell) => {
    const { message, hint } = tell.error(error);
    return { message: `The run could not be saved: ${message}`, hint };
  },
  'run-not-created': ({ error }, tell) => {
    const { message, hint } = tell.error(error);
    return { message: `${message} The run trains, but is not kept.`, hint };
  },
};
