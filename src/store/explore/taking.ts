import type { KeptGenerator } from '../../contract/commands';
import { StudioError } from '../../contract/errors';
import type { GeneratedPicture } from '../../contract/events';
import type { KeptDiscriminator, Verdicts } from '../../contract/explore';
import type { PackedPicture, Packing } from '../../contract/packing';
import type { FavouriteRecord, RunRecord } from '../../contract/records';
import { inOne, ofSeed, truncated, type Latent } from '../../explore/latents';
import type { Origin } from '../../explore/origin';
import { readOrigin } from '../../explore/origin-text';
import type { ExploringPorts, Progress } from '../ports';
import { AT_ONCE } from './at-once';
import { madeIn } from './made';

/** Pictures that are taken away at once, at most. */
export const MOST_TAKEN = 10_000;
/** One of them. */
export interface Wanted {
  readonly origin: Origin;
  readonly latent: Latent;
  readonly title: string;
  /** Of its file, where no score stands in it. */
  readonly name: string;
}

/** What is taken away. */
export interface Taken {
  readonly generator: KeptGenerator;
  readonly run: RunRecord | undefined;
  readonly truncation: number;
  readonly count: number;
  /** @param place from 0. */
  readonly at: (place: number) => Wanted;
  /** What scores each; null where no score is written. */
  readonly discriminator: KeptDiscriminator | null;
}

/** Pictures by seed, as the wall shows them. @param title of a picture, by its origin. */
export const bySeed = (
  seeds: readonly number[],
  latentSize: number,
  title: (origin: Origin) => string,
): Pick<Taken, 'count' | 'at'> => ({
  count: seeds.length,
  at: (place) => {
    const seed = seeds[place]!;
    const origin: Origin = { kind: 'seed', seed };
    const latent = ofSeed(seed, latentSize);
    return { origin, latent, title: title(origin), name: takenName(place, seed) };
  },
});

/** Favourites under their names; those of another latent size, or of no known origin, are left out.
 *  @param fileName makes a name good everywhere. */
export function ofFavourites(
  favourites: readonly FavouriteRecord[],
  latentSize: number,
  fileName: (text: string) => string,
): Pick<Taken, 'count' | 'at'> {
  const known = favourites.flatMap(({ name, latent, origin: text }) => {
    const origin = readOrigin(text);
    return origin && latent.length === latentSize ? [{ origin, latent, title: name }] : [];
  });
  const named = (place: number): Wanted => {
    const one = known[place]!;
    const serial = String(place + 1).padStart(3, '0');
    return { ...one, name: `favourite_${serial}_${fileName(one.title)}.png` };
  };
  return { count: known.length, at: named };
}

export const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);

/** `picture_00001_seed_17.png`. @param place from 0. */
export const takenName = (place: number, seed: number): string =>
  `picture_${String(place + 1).padStart(5, '0')}_seed_${seed}.png`;

/** `img_1_40_0.8312.png`, as keragan names them. @param place from 0; @param score NaN where there is none. */
export const scoredName = (place: number, epoch: number, score: number): string =>
  // eslint-disable-next-line words/one-format -- the name of a file has a decimal point in every language.
  `img_${place + 1}_${epoch}_${Number.isNaN(score) ? 'nan' : score.toFixed(4)}.png`;

/**
 * Paints pictures portion by portion and packs each before the next is painted [PICT5].
 * @throws StudioError `cancelled` once `signal` is; what the engine or the packing failed with.
 */
export async function takePictures(
  { explorer, engine }: Pick<ExploringPorts, 'explorer' | 'engine'>,
  packing: Packing,
  taken: Taken,
  progress: Progress,
  signal: AbortSignal,
): Promise<Blob | null> {
  const { generator, run, truncation, count, at, discriminator } = taken;
  const stop = (): void => packing.cancel();
  signal.addEventListener('abort', stop);
  try {
    progress(0, count);
    for (let from = 0; from < count; from += AT_ONCE) {
      const places = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => from + i);
      const portion = places.map(at);
      const latents = inOne(portion.map(({ latent }) => truncated(latent, truncation)));
      const painted: readonly (GeneratedPicture & Partial<Verdicts>)[] = discriminator
        ? await explorer.judge(generator, discriminator, engine(), latents, signal)
        : await explorer.paint(generator, engine(), latents, 'soon', signal);
      const pictures = painted.map(({ index, rgba, now }): PackedPicture => {
        const { origin, title, name } = portion[index]!;
        const made = madeIn({ generator, truncation }, run, origin);
        if (!now || !discriminator) return { name, title, rgba, made };
        const { score } = now;
        const verdict = { score, step: discriminator.step };
        return {
          name: scoredName(from + index, generator.epoch, score),
          title,
          rgba,
          made: made && !Number.isNaN(score) ? { ...made, verdict } : made,
        };
      });
      await packing.add(pictures);
      progress(from + portion.length, count);
    }
    const blob = await packing.end();
    if (signal.aborted) throw new StudioError('cancelled');
    return blob;
  } catch (error) {
    packing.cancel();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
