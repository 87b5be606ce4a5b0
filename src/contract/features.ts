/**
 * What a browser may lack or refuse; what the studio then does and says stands in words/. Pages from
 * plain http addresses, private windows, blocked site data and older browsers each take some of it
 * away.
 */

/** Where a lack is told: `notice`, when the studio opens; `list`, where a person looks at what
 *  computes. */
export const FEATURES = {
  /** Asked for first: a plain http page lacks most of the others as well. */
  secureContext: 'notice',
  /** Web Locks. */
  locks: 'notice',
  /** BroadcastChannel. */
  channel: 'list',
  /** Web Workers. */
  workers: 'notice',
  /** OffscreenCanvas. */
  canvas: 'notice',
  /** What a canvas, or a video frame, gives back; see data/pixels/read-back. */
  readBack: 'notice',
  /** navigator.storage: how much space there is, and a promise to keep what is stored. */
  space: 'list',
  /** localStorage. */
  notes: 'list',
  /** SharedArrayBuffer and cross-origin isolation. */
  sharedMemory: 'list',
  /** navigator.wakeLock. */
  wakeLock: 'list',
  /** Notification. */
  notifications: 'list',
} as const satisfies Readonly<Record<string, 'notice' | 'list'>>;

export type Feature = keyof typeof FEATURES;

/** Over plain http one sentence stands for what follows from it. */
const FOLLOWING: readonly Feature[] = ['locks', 'sharedMemory'];

/** What is to be told of what is missing: each thing once. */
export const worthTelling = (missing: readonly Feature[]): readonly Feature[] =>
  missing.includes('secureContext')
    ? missing.filter((feature) => !FOLLOWING.includes(feature))
    : missing;
