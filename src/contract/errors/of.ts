import type { ErrorKind } from '../errors';

/** Nothing to tell but that it happened. */
export type Nothing = Readonly<Record<never, never>>;

/** The kind of each failure of one area; null where its parameters say it. */
export type KindsOf<Area> = Readonly<Record<keyof Area, ErrorKind | null>>;
