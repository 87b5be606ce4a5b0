import { TRUNCATION } from '../latents';

/**
 * What a performer controls in Full screen, one row each. Knobs, sliders and sound speak of it in shares,
 * 0..1 of its range; a new row needs its name in words/, and a reader in `drive.ts`.
 */
export interface Range {
  readonly min: number;
  readonly max: number;
  /** The value grows with the share to this power: 2 leaves more of a knob's way to what is slow. */
  readonly curve: number;
  /** Where it is when Full screen is opened. */
  readonly begins: number;
}

export const RANGES = {
  /** Of the walk: 1 is one picture in six seconds, 0 stands still. */
  speed: { min: 0, max: 4, curve: 2, begins: 0.5 },
  truncation: { ...TRUNCATION, curve: 1, begins: 1 },
  /** Of what is shown from the walk, as `near` takes it. */
  distance: { min: 0, max: 1, curve: 1, begins: 0 },
} as const satisfies Readonly<Record<string, Range>>;

/** What happens once, at a note or at a button's press. */
export const TRIGGERS = ['next', 'pause', 'seed', 'another', 'keep'] as const;

export type RangeName = keyof typeof RANGES;
export type Trigger = (typeof TRIGGERS)[number];
/** `RangeName`, `Trigger`, or a slider along a direction as `along` names it. */
export type TargetId = string;

/** Lengths of a direction, at most, either way: about half a right angle. */
export const FARTHEST = 4;

const ALONG = 'along:';
const DIRECTION: Range = { min: -FARTHEST, max: FARTHEST, curve: 1, begins: 0 };

/** The slider along a direction; @param direction as origins know it. */
export const along = (direction: string): TargetId => ALONG + direction;

/** The direction of such a slider; null of any other target. */
export const directionOf = (target: TargetId): string | null =>
  target.startsWith(ALONG) ? target.slice(ALONG.length) : null;

/** Null of what has none: a trigger, or nothing that is known. */
export const rangeOf = (target: TargetId): Range | null =>
  directionOf(target) === null
    ? (Object.entries(RANGES).find(([name]) => name === target)?.[1] ?? null)
    : DIRECTION;

export const isTrigger = (target: TargetId): target is Trigger =>
  TRIGGERS.some((trigger) => trigger === target);

export const clampShare = (share: number): number => Math.min(1, Math.max(0, share));

export const valueAt = ({ min, max, curve }: Range, share: number): number =>
  min + (max - min) * clampShare(share) ** curve;

export const shareOf = ({ min, max, curve }: Range, value: number): number =>
  clampShare((value - min) / (max - min)) ** (1 / curve);

/** Where a target is that nobody has set, as a share. */
export function restOf(target: TargetId): number {
  const range = rangeOf(target);
  return range ? shareOf(range, range.begins) : 0;
}
