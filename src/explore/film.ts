import type { FilmPlan } from '../contract/film';
import { between, lengthOf, near, type Latent } from './latents';

/** Pictures that a frame shows, and how much of them. */
export interface Layer {
  /** What paints them, by its place in the plan. */
  readonly generator: number;
  /** One for each cell. */
  readonly latents: readonly Latent[];
  /** Which of the poses it is, where what is shown stands still: the same pose has the same latents. Null
   *  where it moves. */
  readonly pose: number | null;
  /** The weights of a frame add up to 1. */
  readonly weight: number;
}

/** What one frame shows: one or two layers, the second over the first.
 *  @param index 0 to frames - 1; of a loop the frame at `frames` is its first. */
export function frameOf(plan: FilmPlan, index: number): readonly Layer[] {
  const { kind, latents, turns, frames } = plan;
  const share = index / frames;
  switch (kind) {
    case 'learning':
      return layersOf(plan, index).map((layer) => ({ ...layer, latents, pose: 0 }));
    case 'walk':
    case 'growing': {
      const moved = latents.map((begin, cell) => turned(begin, turns[cell]!, share));
      return layersOf(plan, index).map((layer) => ({ ...layer, latents: moved, pose: null }));
    }
    case 'favourites':
      return favouritesAt(plan, share);
    default:
      return kind satisfies never;
  }
}

/** True where pictures change by fading alone, or at once. */
export const standsStill = ({ kind, fade }: FilmPlan): boolean =>
  kind === 'learning' || (kind === 'favourites' && fade);

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

/** Round a closed path through stations, each cell one ahead: along arcs, or by fading from one to the next. */
function favouritesAt(
  { latents: stations, cells, pace, fade }: FilmPlan,
  share: number,
): readonly Layer[] {
  const count = stations.length;
  const at = (share % 1) * count;
  const last = Math.floor(at);
  const part = pace === 'smooth' ? smooth(at - last) : at - last;
  const from = (pose: number): Latent[] =>
    Array.from({ length: cells }, (_, cell) => stations[(pose + cell) % count]!);
  const [here, next] = [from(last), from(last + 1)];
  if (fade) {
    return shown([
      { generator: 0, latents: here, pose: last, weight: 1 - part },
      { generator: 0, latents: next, pose: (last + 1) % count, weight: part },
    ]);
  }
  const latents = here.map((one, cell) => between(one, next[cell]!, part));
  return [{ generator: 0, latents, pose: null, weight: 1 }];
}

/** What can be seen of layers. */
const shown = <T extends { readonly weight: number }>(layers: readonly T[]): readonly T[] =>
  layers.filter(({ weight }) => weight > 0);

/** From 0 to 1, at rest at both ends: 3 s^2 - 2 s^3. */
const smooth = (share: number): number => share * share * (3 - 2 * share);

/** Which generators a frame shows: from the first, in the first frame, to the last, in the last frame. */
function layersOf(
  { generators, frames, fade }: FilmPlan,
  index: number,
): readonly Pick<Layer, 'generator' | 'weight'>[] {
  const newest = generators - 1;
  if (newest === 0) return [{ generator: 0, weight: 1 }];
  const at = frames > 1 ? (index / (frames - 1)) * newest : newest;
  if (fade) {
    const generator = Math.min(newest - 1, Math.floor(at));
    const weight = at - generator;
    return shown([
      { generator, weight: 1 - weight },
      { generator: generator + 1, weight },
    ]);
  }
  // As long as there are frames for all, each is shown for the same time.
  const now = frames < generators ? Math.round(at) : Math.floor((index * generators) / frames);
  return [{ generator: Math.min(newest, now), weight: 1 }];
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
