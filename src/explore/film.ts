import type { FilmPlan } from '../contract/film';
import { between, lengthOf, near, type Latent } from './latents';

/** A generator that a frame shows, by its place in the plan, and how much of it. */
export interface Layer {
  readonly generator: number;
  /** The weights of a frame add up to 1. */
  readonly weight: number;
}

export interface Frame {
  /** One for each cell. */
  readonly latents: readonly Latent[];
  /** One or two. */
  readonly layers: readonly Layer[];
}

/** What one frame shows. @param index 0 to frames - 1; of a loop the frame at `frames` is its first. */
export const frameOf = (plan: FilmPlan, index: number): Frame => ({
  latents: latentsOf(plan, index),
  layers: layersOf(plan, index),
});

/** True where all frames are of the same latents. */
export const standsStill = ({ kind }: FilmPlan): boolean => kind === 'learning';

function latentsOf({ kind, latents, turns, frames, cells, pace }: FilmPlan, index: number) {
  const share = index / frames;
  switch (kind) {
    case 'learning':
      return latents;
    case 'walk':
    case 'growing':
      return latents.map((begin, cell) => turned(begin, turns[cell]!, share));
    case 'favourites':
      return Array.from({ length: cells }, (_, cell) => along(latents, share, cell, pace));
    default:
      return kind satisfies never;
  }
}

/**
 * z(t) = cos(2 pi t) a + sin(2 pi t) b: a great circle, at one speed.
 * @param share t; at 1 it is where it began.
 */
export function turned(begin: Latent, towards: Latent, share: number): Latent {
  const [cosine, sine] = [Math.cos(2 * Math.PI * share), Math.sin(2 * Math.PI * share)];
  return begin.map((value, i) => cosine * value + sine * towards[i]!);
}

/** A latent as long as another one and orthogonal to it; zeros where there is none, in one dimension.
 *  @param seed which one. */
export function orthogonal(latent: Latent, seed: number): Latent {
  const drawn = near(latent, seed, 1);
  const square = latent.reduce((sum, value) => sum + value * value, 0) || 1;
  const shared = drawn.reduce((sum, value, i) => sum + value * latent[i]!, 0) / square;
  const rest = drawn.map((value, i) => value - shared * latent[i]!);
  const length = lengthOf(rest);
  const scale = length < 1e-6 * Math.sqrt(square) ? 0 : Math.sqrt(square) / length;
  return rest.map((value) => value * scale);
}

/** Round a closed path through stations; each cell begins at the next one. */
function along(
  stations: readonly Latent[],
  share: number,
  cell: number,
  pace: FilmPlan['pace'],
): Latent {
  const count = stations.length;
  const at = (share % 1) * count;
  const last = Math.floor(at);
  const part = at - last;
  const one = stations[(last + cell) % count]!;
  const other = stations[(last + cell + 1) % count]!;
  return between(one, other, pace === 'smooth' ? smooth(part) : part);
}

/** From 0 to 1, at rest at both ends: 3 s^2 - 2 s^3. */
const smooth = (share: number): number => share * share * (3 - 2 * share);

/** Which generators a frame shows: from the first, in the first frame, to the last, in the last frame. */
function layersOf({ generators, frames, fade }: FilmPlan, index: number): readonly Layer[] {
  const newest = generators - 1;
  if (newest === 0) return [{ generator: 0, weight: 1 }];
  const at = frames > 1 ? (index / (frames - 1)) * newest : newest;
  if (fade) {
    const generator = Math.min(newest - 1, Math.floor(at));
    const weight = at - generator;
    return [
      { generator, weight: 1 - weight },
      { generator: generator + 1, weight },
    ].filter((layer) => layer.weight > 0);
  }
  // As long as there are frames for all, each is shown for the same time.
  const shown = frames < generators ? Math.round(at) : Math.floor((index * generators) / frames);
  return [{ generator: Math.min(newest, shown), weight: 1 }];
}

/** Frames of a film, one at least. */
export const framesIn = (seconds: number, framesPerSecond: number): number =>
  Math.max(1, Math.round(seconds * framesPerSecond));

/**
 * Pixels of one cell: whole sides, in the proportions of its picture.
 * @param width of all cells beside each other, in pixels, about.
 * @param even where a format wants even sides.
 */
export function cellSize(
  picture: { readonly width: number; readonly height: number },
  width: number,
  grid: number,
  even: boolean,
): { width: number; height: number } {
  const unit = even ? 2 : 1;
  const whole = (side: number): number => Math.max(unit, unit * Math.round(side / unit));
  const cellWidth = whole(width / grid);
  return { width: cellWidth, height: whole((cellWidth * picture.height) / picture.width) };
}
