import { Stream, normal, uniform } from '../contract/random';

/**
 * What can be done with latents: float32 [size], each number ~ N(0, 1) in those a generator has learnt
 * to paint from, so that their length is close to sqrt(size). Whatever is made of them here keeps to
 * that length, because a generator paints what is shorter flat and what is longer garish.
 */
export type Latent = Float32Array<ArrayBuffer>;

/** The latent of a seed, 0..2^32 - 1: for one generator always the same picture. */
export const ofSeed = (seed: number, size: number): Latent =>
  Float32Array.from(normal(seed, Stream.ExploredLatent, 0, size));

/** The latent of number `place`, from 0, of those that "New pictures" draws of a seed. */
export const ofNewPictures = (seed: number, place: number, size: number): Latent =>
  Float32Array.from(normal(seed, Stream.NewPictures, 0, (place + 1) * size).subarray(place * size));

/**
 * A latent near another one: z sqrt(1 - d^2) + d n, n ~ N(0, 1), which is distributed as z is.
 * @param seed which one of them.
 * @param distance d: 0 is z itself, 1 has nothing to do with it.
 */
export function near(latent: Latent, seed: number, distance: number): Latent {
  const other = normal(seed, Stream.ExploredNear, 0, latent.length);
  const kept = Math.sqrt(1 - distance * distance);
  return latent.map((value, i) => kept * value + distance * other[i]!);
}

/**
 * Between two latents on the arc that joins them (Shoemake's slerp, 1985), their lengths interpolated
 * as well.
 * @param share 0 is the first, 1 the second.
 */
export function between(one: Latent, other: Latent, share: number): Latent {
  const lengths = [lengthOf(one), lengthOf(other)] as const;
  const dot = one.reduce((sum, value, i) => sum + value * other[i]!, 0);
  const cosine = Math.min(1, Math.max(-1, dot / (lengths[0] * lengths[1] || 1)));
  const angle = Math.acos(cosine);
  const sine = Math.sin(angle);
  // Parallel latents have no arc, opposite ones have all of them.
  const [a, b] =
    sine < 1e-6
      ? [1 - share, share]
      : [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine];
  const mixed = one.map(
    (value, i) => (a * value) / (lengths[0] || 1) + (b * other[i]!) / (lengths[1] || 1),
  );
  return toLength(mixed, (1 - share) * lengths[0] + share * lengths[1]);
}

/**
 * A child of two: somewhere in the middle half of the arc between them, and a little beside it.
 * @param seed which one of their children.
 */
export function child(one: Latent, other: Latent, seed: number): Latent {
  const [share] = uniform(seed, Stream.ExploredChild, 0, 1, 0.25, 0.75);
  return near(between(one, other, share!), seed, CHILD_DISTANCE);
}

/** How far beside its parents' arc a child lies, as `near` tells distances. */
const CHILD_DISTANCE = 0.3;

/** one - other + third, at the length of a drawn latent: what `one` has and `other` has not is given to
 *  `third` (Radford et al. 2016, section 6.3.2). */
export const sum = (one: Latent, other: Latent, third: Latent): Latent =>
  toLength(
    one.map((value, i) => value - other[i]! + third[i]!),
    Math.sqrt(one.length),
  );

/** A latent moved along directions, float32 [size] each, by as many times their length; it keeps its own. */
export function moved(
  latent: Latent,
  moves: readonly { readonly direction: Float32Array; readonly amount: number }[],
): Latent {
  const shifted = latent.slice();
  for (const { direction, amount } of moves) {
    for (let i = 0; i < shifted.length; i++) shifted[i]! += amount * direction[i]!;
  }
  return toLength(shifted, lengthOf(latent));
}

/** Waves of the map for each number of a latent: with more it is closer to a normal distribution. */
const WAVES = 12;

/**
 * A place on an endless map, a smooth random field: neighbours look alike, places several units apart
 * have nothing in common, and every latent is one that could have been drawn. Each number is a sum of
 * WAVES cosines of random turn (Rahimi and Recht, random Fourier features, 2007).
 * @param seed which map.
 */
export function onMap(seed: number, x: number, y: number, size: number): Latent {
  const { turns, begins } = wavesOf(seed, size);
  const latent = new Float32Array(size);
  const scale = Math.sqrt(2 / WAVES);
  for (let i = 0; i < size; i++) {
    let value = 0;
    for (let wave = i * WAVES; wave < (i + 1) * WAVES; wave++) {
      value += Math.cos(turns[2 * wave]! * x + turns[2 * wave + 1]! * y + begins[wave]!);
    }
    latent[i] = scale * value;
  }
  return toLength(latent, Math.sqrt(size));
}

interface Waves {
  readonly seed: number;
  readonly turns: Float32Array;
  readonly begins: Float32Array;
}

/** Those of the map that was asked for last: one is looked at at a time. */
let waves: Waves | null = null;

function wavesOf(seed: number, size: number): Waves {
  const count = size * WAVES;
  if (waves?.seed !== seed || waves.begins.length !== count) {
    const turns = normal(seed, Stream.ExploredMap, 0, 2 * count);
    const begins = uniform(seed, Stream.ExploredMap, 1, count, 0, 2 * Math.PI);
    waves = { seed, turns, begins };
  }
  return waves;
}

/**
 * Closer to what is usual: shorter latents give plainer pictures, longer ones bolder.
 * @param truncation 1 leaves it as it is (Brock et al. 2019 cut single numbers; without a mapping network
 *   both do the same).
 */
export const truncated = (latent: Latent, truncation: number): Latent =>
  truncation === 1 ? latent : latent.map((value) => value * truncation);

/** Truncations that sliders reach. */
export const TRUNCATION = { min: 0.3, max: 1.5 } as const;

/** Latents behind each other, float32 [count, size]. */
export function inOne(latents: readonly Latent[]): Latent {
  const size = latents[0]?.length ?? 0;
  const all = new Float32Array(latents.length * size);
  for (const [i, latent] of latents.entries()) all.set(latent, i * size);
  return all;
}

export const lengthOf = (latent: Latent): number =>
  Math.sqrt(latent.reduce((total, value) => total + value * value, 0));

function toLength(latent: Latent, length: number): Latent {
  const now = lengthOf(latent);
  return now === 0 ? latent : latent.map((value) => (value * length) / now);
}
