/**
 * What a browser may lack or refuse, and what the studio then does and says: the one table of it.
 * Pages from plain http addresses, private windows, blocked site data and older browsers each take
 * some of it away.
 */

export interface FeatureWords {
  /** A heading for it. */
  readonly name: string;
  /** What the studio does without it. */
  readonly says: string;
  /** What the person can do; '' where there is nothing to do. */
  readonly todo: string;
  /** `notice`: said when the studio opens. `list`: only where the person looks at what computes. */
  readonly told: 'notice' | 'list';
}

const NEWER = 'Use a current Chrome, Edge, Firefox or Safari.';
const SITE_DATA = 'Allow the studio’s address to keep site data in the settings of the browser.';

export const FEATURES = {
  /** Asked for first: a plain http page lacks most of the others as well. */
  secureContext: {
    name: 'Plain http',
    says: 'This page came over plain http from another computer. Browsers then withhold the graphics card (WebGPU), threads, and what keeps tabs apart.',
    todo: 'Everything else works; train in one tab at a time. For all of it, open the studio at localhost or over https.',
    told: 'notice',
  },
  /** Web Locks. */
  locks: {
    name: 'Tabs kept apart',
    says: 'This browser gives nothing here that keeps tabs apart (Web Locks): none knows what another trains or deletes.',
    todo: 'Keep the studio open in one tab.',
    told: 'notice',
  },
  /** BroadcastChannel. */
  channel: {
    name: 'Tabs that tell each other',
    says: 'Tabs cannot tell each other anything here (BroadcastChannel): one that looks on at another’s run shows what was stored when it was opened.',
    todo: SITE_DATA,
    told: 'list',
  },
  /** Web Workers. */
  workers: {
    name: 'Workers',
    says: 'This browser starts no workers here, in which pictures are prepared and runs are trained. What is kept can be looked at.',
    todo: NEWER,
    told: 'notice',
  },
  /** OffscreenCanvas. */
  canvas: {
    name: 'Canvas for pictures',
    says: 'This browser has no canvas outside the page (OffscreenCanvas): pictures cannot be prepared, nor samples painted. What is kept can be looked at.',
    todo: NEWER,
    told: 'notice',
  },
  /** What a canvas, or a video frame, gives back; see data/pixels/read-back. */
  readBack: {
    name: 'Pictures read back',
    says: 'This browser puts noise into what a page reads of pictures, to keep people from being recognised (privacy.resistFingerprinting; Tor Browser’s default). JPEG, PNG, WebP and AVIF are therefore decoded by the studio itself, without colour profiles; GIF, BMP and SVG are refused.',
    todo: 'For all kinds, turn that setting off and reload the page, or use another browser.',
    told: 'notice',
  },
  /** navigator.storage: how much space there is, and a promise to keep what is stored. */
  space: {
    name: 'Space',
    says: 'The browser does not tell how much space there is, and promises nothing about keeping what is stored.',
    todo: 'Export runs that matter to a file.',
    told: 'list',
  },
  /** localStorage. */
  notes: {
    name: 'Settings',
    says: 'The browser keeps no small notes for the studio (localStorage): settings begin anew with each visit.',
    todo: SITE_DATA,
    told: 'list',
  },
  /** SharedArrayBuffer and cross-origin isolation. */
  sharedMemory: {
    name: 'Threads',
    says: 'No memory is shared between threads here (SharedArrayBuffer), so that WASM has one thread.',
    todo: '',
    told: 'list',
  },
  /** navigator.wakeLock. */
  wakeLock: {
    name: 'Screen',
    says: 'The screen cannot be kept on while a run trains; a computer that goes to sleep pauses it.',
    todo: 'Let the computer sleep later, in its settings.',
    told: 'list',
  },
  /** Notification. */
  notifications: {
    name: 'Notifications',
    says: 'The browser offers no notifications here; the title and the icon of the tab show how far a run is.',
    todo: '',
    told: 'list',
  },
} as const satisfies Readonly<Record<string, FeatureWords>>;

export type Feature = keyof typeof FEATURES;

/** Over plain http one sentence stands for what follows from it. */
const FOLLOWING: readonly Feature[] = ['locks', 'sharedMemory'];

/** What is to be told of what is missing: each thing once. */
export const worthTelling = (missing: readonly Feature[]): readonly Feature[] =>
  missing.includes('secureContext')
    ? missing.filter((feature) => !FOLLOWING.includes(feature))
    : missing;

/** IndexedDB has no substitute: the studio opens with these words alone. */
export const NO_DATABASE = {
  says: 'This browser offers no IndexedDB, where sets and runs are kept.',
  refused: 'The browser does not let the studio store anything just now',
  todo: 'A private window or blocked site data may forbid storage: use an ordinary window, or allow this address to keep site data.',
} as const;

/** Where the clipboard is missing or refused. */
export const NO_CLIPBOARD = 'The browser refused to copy; copy it from here:';

/** Where a canvas is asked for and there is none. */
export const canvasMissing = (): string => `${FEATURES.canvas.says} ${FEATURES.canvas.todo}`;
