import type { GoingOn } from '../contract/print';
import { between, lengthOf, onMap, type Latent } from './latents';

/** A place along one axis of a larger map, seen from the first cell of the generator's own map. */
interface Along {
  /** Whose cell of the own map it is made by. */
  readonly cell: number;
  /** How far outside of the own map, in lengths of it. */
  readonly outside: number;
}

/** Cells beyond the own map are its cells mirrored, so that neighbours stay neighbours. */
export function mirrored(place: number, cells: number): Along {
  const turn = 2 * cells;
  const within = ((place % turn) + turn) % turn;
  return {
    cell: within < cells ? within : turn - 1 - within,
    outside: Math.max(0, -place, place - cells + 1) / cells,
  };
}

/** Within so many lengths of the own map the latent in hand has become one of its surroundings. */
const TURN = 1;

/**
 * The latent that paints a cell: the one in hand within its own picture; beyond it, where it wanders, on
 * the way to those of a random field, a unit of which is as long as the picture.
 * @param x, y cells from the first one of the own map, divided by its sides.
 * @param outside how far from the own map, in lengths of it.
 */
export function latentAt(
  hand: Latent,
  goingOn: GoingOn,
  seed: number,
  { x, y, outside }: { readonly x: number; readonly y: number; readonly outside: number },
): Latent {
  if (goingOn === 'mirrored' || outside === 0) return hand;
  const share = Math.min(1, outside / TURN);
  const surroundings = onMap(seed, x, y, hand.length);
  const scale = lengthOf(hand) / Math.sqrt(hand.length);
  const eased = share * share * (3 - 2 * share);
  return between(
    hand,
    surroundings.map((value) => value * scale),
    eased,
  );
}
