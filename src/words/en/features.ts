import type { DatabaseWords, FeatureTexts } from '../features';

const NEWER = 'Use a current Chrome, Edge, Firefox or Safari.';
const SITE_DATA = 'Allow the studio’s address to keep site data in the settings of the browser.';

export const features: FeatureTexts = {
  secureContext: {
    name: 'Plain http',
    says: 'This page came over plain http from another computer. Browsers then withhold the graphics card (WebGPU), threads, and what keeps tabs apart.',
    todo: 'Everything else works; train in one tab at a time. For all of it, open the studio at localhost or over https.',
  },
  locks: {
    name: 'Tabs kept apart',
    says: 'This browser gives nothing here that keeps tabs apart (Web Locks): none knows what another trains or deletes.',
    todo: 'Keep the studio open in one tab.',
  },
  channel: {
    name: 'Tabs that tell each other',
    says: 'Tabs cannot tell each other anything here (BroadcastChannel): one that looks on at another’s run shows what was stored when it was opened.',
    todo: SITE_DATA,
  },
  workers: {
    name: 'Workers',
    says: 'This browser starts no workers here, in which pictures are prepared and runs are trained. What is kept can be looked at.',
    todo: NEWER,
  },
  canvas: {
    name: 'Canvas for pictures',
    says: 'This browser has no canvas outside the page (OffscreenCanvas): pictures cannot be prepared, nor samples painted. What is kept can be looked at.',
    todo: NEWER,
  },
  readBack: {
    name: 'Pictures read back',
    says: 'This browser puts noise into what a page reads of pictures, to keep people from being recognised (privacy.resistFingerprinting; Tor Browser’s default). JPEG, PNG, WebP and AVIF are therefore decoded by the studio itself, without colour profiles; GIF, BMP and SVG are refused.',
    todo: 'For all kinds, turn that setting off and reload the page, or use another browser.',
  },
  space: {
    name: 'Space',
    says: 'The browser does not tell how much space there is, and promises nothing about keeping what is stored.',
    todo: 'Export runs that matter to a file.',
  },
  notes: {
    name: 'Settings',
    says: 'The browser keeps no small notes for the studio (localStorage): settings begin anew with each visit.',
    todo: SITE_DATA,
  },
  sharedMemory: {
    name: 'Threads',
    says: 'No memory is shared between threads here (SharedArrayBuffer), so that WASM has one thread.',
    todo: '',
  },
  wakeLock: {
    name: 'Screen',
    says: 'The screen cannot be kept on while a run trains; a computer that goes to sleep pauses it.',
    todo: 'Let the computer sleep later, in its settings.',
  },
  notifications: {
    name: 'Notifications',
    says: 'The browser offers no notifications here; the title and the icon of the tab show how far a run is.',
    todo: '',
  },
};

export const database: DatabaseWords = {
  says: 'This browser offers no IndexedDB, where sets and runs are kept.',
  refused: 'The browser does not let the studio store anything just now',
  todo: 'A private window or blocked site data may forbid storage: use an ordinary window, or allow this address to keep site data.',
};
