import { count } from '../../format';

/** Controls and signs that several rooms share. */
export const parts = {
  close: 'Close',
  cancel: 'Cancel',
  cancelWork: (work: string) => `Cancel: ${work}`,
  tryAgain: 'Try again',
  beginning: 'Beginning',
  doneOf: (done: number, total: number) => `${count(done)} of ${count(total)}`,
  copied: 'Copied',
  copyByHand: 'The browser refused to copy; copy it from here:',

  /** Accessible names of a name that can be changed in place. */
  rename: {
    set: { field: 'Name of the set', button: (name: string) => `Rename the set ${name}` },
    run: { field: 'Name of the run', button: (name: string) => `Rename the run ${name}` },
    favourite: {
      field: 'Name of the favourite',
      button: (name: string) => `Rename the favourite ${name}`,
    },
    direction: {
      field: 'Name of the direction',
      button: (name: string) => `Rename the direction ${name}`,
    },
  },

  picture: { previous: 'Previous picture', next: 'Next picture' },

  missing: 'Something is missing',
  fetching: 'Fetching this part of the studio',
  notDrawn: {
    says: (reason: string) => `This part of the page could not be drawn: ${reason}`,
    hint: 'Try again. Nothing that is stored is lost.',
    whileTraining:
      'Training goes on, and is saved as before. Do not load the page again meanwhile.',
    whilePaused: 'The paused run stays as it is. Do not load the page again meanwhile.',
  },

  number: {
    not: (found: string) => `"${found}" is not a number. Write it like 0.0002 or 2e-4.`,
    notWhole: (found: string) => `"${found}" is not a number. Write it like 128 or 1,000.`,
    staysEmpty: (issue: string) => `${issue} It stays empty.`,
    staysAt: (issue: string, value: string) => `${issue} It stays at ${value}.`,
    wholeFrom: (min: number, max: number) => `A whole number from ${count(min)} to ${count(max)}.`,
  },
};
