import {
  between,
  child,
  moved,
  near,
  ofNewPictures,
  ofSeed,
  onMap,
  sum,
  type Latent,
} from './latents';

/**
 * Where a latent comes from: a seed, or other latents and what was done with them. It says all that is
 * needed to make the latent again, and is at once the picture's family tree.
 */
export type Origin =
  | { readonly kind: 'seed'; readonly seed: number }
  /** Of "New pictures": number `place`, from 0, of a seed. */
  | { readonly kind: 'new'; readonly seed: number; readonly place: number }
  | {
      readonly kind: 'near';
      readonly of: Origin;
      readonly seed: number;
      /** 0..1, as `near` takes it. */
      readonly distance: number;
    }
  | { readonly kind: 'child'; readonly of: readonly [Origin, Origin]; readonly seed: number }
  | { readonly kind: 'between'; readonly of: readonly [Origin, Origin]; readonly share: number }
  | { readonly kind: 'sum'; readonly of: readonly [Origin, Origin, Origin] }
  | { readonly kind: 'map'; readonly seed: number; readonly x: number; readonly y: number }
  | { readonly kind: 'moved'; readonly of: Origin; readonly moves: readonly Move[] };

/** How far along a direction, in lengths of it; directions are known by a short name. */
export interface Move {
  readonly direction: string;
  readonly amount: number;
}

/** Latents that one was made of, the first its mother. */
export function parentsOf(origin: Origin): readonly Origin[] {
  switch (origin.kind) {
    case 'seed':
    case 'new':
    case 'map':
      return [];
    case 'near':
    case 'moved':
      return [origin.of];
    case 'child':
    case 'between':
    case 'sum':
      return origin.of;
    default:
      return origin satisfies never;
  }
}

/** The vector of a direction, float32 [size]; undefined where it is not known (any more). */
export type Directions = (name: string) => Float32Array | undefined;

/** The latent that was kept of a picture, as of a favourite; undefined where none was. */
export type KeptLatents = (origin: Origin) => Latent | undefined;

const NONE: KeptLatents = () => undefined;

/** The latent itself: the one that was kept, or made again. Then moves along directions that are not
 *  known any more are left out. */
export function latentOf(
  origin: Origin,
  size: number,
  directions: Directions,
  kept: KeptLatents = NONE,
): Latent {
  const known = kept(origin);
  if (known) return known;
  const of = (one: Origin): Latent => latentOf(one, size, directions, kept);
  switch (origin.kind) {
    case 'seed':
      return ofSeed(origin.seed, size);
    case 'new':
      return ofNewPictures(origin.seed, origin.place, size);
    case 'map':
      return onMap(origin.seed, origin.x, origin.y, size);
    case 'near':
      return near(of(origin.of), origin.seed, origin.distance);
    case 'child':
      return child(of(origin.of[0]), of(origin.of[1]), origin.seed);
    case 'between':
      return between(of(origin.of[0]), of(origin.of[1]), origin.share);
    case 'sum':
      return sum(of(origin.of[0]), of(origin.of[1]), of(origin.of[2]));
    case 'moved':
      return moved(
        of(origin.of),
        origin.moves.flatMap(({ direction, amount }) => {
          const found = directions(direction);
          return found ? [{ direction: found, amount }] : [];
        }),
      );
    default:
      return origin satisfies never;
  }
}
