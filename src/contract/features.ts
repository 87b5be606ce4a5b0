/**
 * What a browser may lack or refuse, and what the studio then does and says: the one table of it.
 * Pages from plain http addresses, private windows, blocked site data and older browsers each take
 * some of it away.
 */

export interface FeatureWords {
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
    says: 'This page came over plain http from another computer. Browsers then withhold the graphics card (WebGPU), threads, and what keeps tabs apart.',
    todo: 'Everything else works; train in one tab at a time. For all of it, open the studio at localhost or over https.',
    told: 'notice',
  },
  /** Web Locks. */
  locks: {
    says: 'This browser keeps tabs apart by nothing here (Web Locks): none knows what another trains or deletes.',
    todo: 'Keep the studio open in one tab.',
    told: 'notice',
  },
  /** BroadcastChannel. */
  channel: {
    says: 'Tabs cannot tell each other anything here (BroadcastChannel): one that looks on at another’s run shows what was stored when it was opened.',
    todo: SITE_DATA,
    told: 'list',
  },
  /** Web Workers. */
  workers: {
    says: 'This browser starts no workers here, in which pictures are prepared and runs are trained. What is kept can be looked at.',
    todo: NEWER,
    told: 'notice',
  },
  /** OffscreenCanvas. */
  canvas: {
    says: 'This browser has no canvas outside the page (OffscreenCanvas): pictures cannot be prepared, nor samples painted. What is kept can be looked at.',
    todo: NEWER,
    told: 'notice',
  },
  /** navigator.storage: how much space there is, and a promise to keep what is stored. */
  space: {
    says: 'The browser does not tell how much space there is, and promises nothing about keeping what is stored.',
    todo: 'Export runs that matter to a file.',
    told: 'list',
  },
  /** localStorage. */
  notes: {
    says: 'The browser keeps no small notes for the studio (localStorage): settings begin anew with each visit.',
    todo: SITE_DATA,
    told: 'list',
  },
  /** SharedArrayBuffer and cross-origin isolation. */
  sharedMemory: {
    says: 'No memory is shared between threads here (SharedArrayBuffer), so that WASM has one thread.',
    todo: '',
    told: 'list',
  },
  /** navigator.wakeLock. */
  wakeLock: {
    says: 'The screen cannot be kept on while a run trains; a computer that goes to sleep pauses it.',
    todo: 'Let the computer sleep later, in its settings.',
    told: 'list',
  },
  /** Notification. */
  notifications: {
    says: 'The browser offers no notifications here; the title and the icon of the tab show how far a run is.',
    todo: '',
    told: 'list',
  },
} as const satisfies Readonly<Record<string, FeatureWords>>;

export type Feature = keyof typeof FEATURES;

/** IndexedDB has no substitute: the studio opens with these words alone. */
export const NO_DATABASE = {
  says: 'This browser offers no IndexedDB, where sets and runs are kept.',
  refused: 'The browser does not let the studio store anything just now',
  todo: 'Reload the page. A private window or blocked site data may forbid storage: use an ordinary window, or allow this address to keep site data.',
} as const;

/** Where the clipboard is missing or refused. */
export const NO_CLIPBOARD = 'The browser refused to copy; copy it from here:';

/** Where a canvas is asked for and there is none. */
export const canvasMissing = (): string => `${FEATURES.canvas.says} ${FEATURES.canvas.todo}`;
