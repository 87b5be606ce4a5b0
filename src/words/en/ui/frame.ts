import { bytes, count, percent } from '../../format';
import { countOf } from '../count-of';

/** The bar on top, notices, dialogs of the whole page, and what the browser's tab says. */
export const frame = {
  rooms: { label: 'Rooms', pictures: 'Pictures', train: 'Train', runs: 'Runs', explore: 'Explore' },
  shortcuts: 'Keyboard shortcuts',
  shortcutsWithKey: 'Keyboard shortcuts (?)',
  turn: { dark: 'Turn the room dark', light: 'Turn the room light' },

  opening: 'Opening the studio',
  cannotOpen: 'Atelier cannot open',
  notOpened: (reason: string) =>
    `The studio could not be opened: ${reason} What is kept is not lost. Load the page again, or use a current Chrome, Edge, Firefox or Safari.`,
  loadAgain: 'Load the page again',
  letGo: 'Let go to bring it in',

  engine: {
    finding: 'Finding an engine',
    none: 'No engine',
    trial: 'A short trial finds out what computes fastest here.',
    on: (engine: string, adapter: string) => `${engine} on ${adapter}.`,
  },
  missing: {
    label: 'What this browser does not give',
    title: 'Not to be had in this browser, at this address',
  },

  notices: {
    label: 'Notices',
    undo: 'Undo',
    dismiss: 'Dismiss',
    past: 'Past notices',
    pastList: 'Past notices, the newest first',
  },
  transfer: {
    writing: (name: string) => `Writing "${name}"`,
    reading: (name: string, place: number, of: number) =>
      `Reading "${name}"${of > 1 ? ` (${place} of ${of})` : ''}`,
    /** A project or generator that was dropped unpacked, out of no folder that has a name. */
    unpacked: 'Unpacked files',
    bytes: (done: number, total: number) => `${bytes(done)} of ${bytes(total)}`,
  },

  tell: {
    label: 'Tell me when it is done',
    refused: 'The browser does not allow notifications here; its site settings can.',
    finished: (run: string) => `${run} is finished`,
    trained: (epochs: number) => `${countOf(epochs, 'epoch')} trained.`,
    failed: (run: string) => `${run} came to a halt`,
    noReason: 'The run came to a halt.',
    interrupted: (run: string) => `${run} was interrupted`,
    openToGoOn: 'Open the studio to go on from where it was saved.',
  },

  /** Titles of the browser's tab; `share` of the run that is done, 0..1. */
  title: {
    bare: 'Atelier',
    preparing: 'Preparing · Atelier',
    running: (share: number, epoch: number, epochs: number) =>
      `${at(share, epoch, epochs)} · Atelier`,
    paused: (share: number, epoch: number, epochs: number) =>
      `Paused at ${at(share, epoch, epochs)} · Atelier`,
    finished: (run: string) => `Finished: ${run} · Atelier`,
    failed: (run: string) => `Halted by an error: ${run} · Atelier`,
    interrupted: (run: string) => `Interrupted: ${run} · Atelier`,
    stopped: (run: string) => `${run} · Atelier`,
  },

  nothingDrawn: {
    title: 'The studio cannot be drawn',
    kept: 'What is stored is not lost. A run that is under way goes on without this page being drawn, and is saved as before.',
    again:
      'Where that does not help, load the page again: it costs at most what was trained since the last save.',
  },

  drop: {
    fileAddress: {
      says: 'This browser tells only where that file lies, and does not hand it over.',
      hint: 'Press "Choose a folder" or "Choose files" in Pictures instead.',
    },
    pictureAddress: {
      says: 'The browser hands over only the address of that picture, not the picture.',
      hint: 'Save the picture first (right-click it), then drop the saved file. The studio asks no other site for anything.',
    },
    link: {
      says: 'That was a link, not a file.',
      hint: 'Save the pictures behind it first, then drop the saved files.',
    },
    text: {
      says: 'That was text, not a file.',
      hint: 'Drop pictures, a folder of them, a ZIP, or a project.',
    },
    nothing: {
      says: 'The browser handed over nothing of what was dropped.',
      hint: 'Drop pictures, a folder of them, a ZIP, or a project.',
    },
  },

  does: {
    pauseOrResume: 'Pause or go on with the training',
    back: 'Samples one step back',
    forward: 'Samples one step forward',
    first: 'Samples before training',
    last: 'Newest samples',
    film: 'Play or halt the film of samples',
    sample: 'Paint samples now',
    pictures: 'Go to Pictures',
    train: 'Go to Train',
    runs: 'Go to Runs',
    explore: 'Go to Explore',
    help: 'Show this list',
  },
  /** As they are printed on a keyboard. */
  keys: { space: 'Space', home: 'Home', end: 'End' },
};

const at = (share: number, epoch: number, epochs: number): string =>
  `${percent(share)}, epoch ${count(epoch)}/${count(epochs)}`;
