import type { KeptGenerator } from '../../contract/commands';
import { StudioError } from '../../contract/errors';
import type { GeneratedPicture } from '../../contract/events';
import type { KeptDiscriminator, OpenGenerator, Verdicts } from '../../contract/explore';
import type { PackedPicture, Packing } from '../../contract/packing';
import type { RunRecord } from '../../contract/records';
import { ofSeed, inOne, truncated } from '../../explore/latents';
import type { Origin } from '../../explore/origin';
import type { ExploringPorts, Progress } from '../ports';
import { madeIn } from './made';

/** Pictures that are taken away at once, at most. */
export const MOST_TAKEN = 10_000;
/** Painted in one go: few enough that a hand waits little for its picture. */
const AT_ONCE = 16;

/** Which pictures: as many seeds from the first on, as the wall shows them. */
export interface Taken {
  readonly generator: KeptGenerator;
  readonly opened: OpenGenerator;
  readonly run: RunRecord | undefined;
  readonly truncation: number;
  readonly seeds: readonly number[];
  /** What scores each; null where no score is written. */
  readonly discriminator: KeptDiscriminator | null;
  /** Of a picture, by its origin. */
  readonly title: (origin: Origin) => string;
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
  const { generator, opened, run, truncation, title, seeds, discriminator } = taken;
  const stop = (): void => packing.cancel();
  signal.addEventListener('abort', stop);
  try {
    progress(0, seeds.length);
    for (let from = 0; from < seeds.length; from += AT_ONCE) {
      const portion = seeds.slice(from, from + AT_ONCE);
      const latents = inOne(
        portion.map((seed) => truncated(ofSeed(seed, opened.latentSize), truncation)),
      );
      const painted: readonly (GeneratedPicture & Partial<Verdicts>)[] = discriminator
        ? await explorer.judge(generator, discriminator, engine(), latents, signal)
        : await explorer.paint(generator, engine(), latents, 'soon', signal);
      const pictures = painted.map(({ index, rgba, now }): PackedPicture => {
        const seed = portion[index]!;
        const origin: Origin = { kind: 'seed', seed };
        const made = madeIn({ generator, truncation }, run, origin);
        const place = from + index;
        if (!now || !discriminator) {
          return { name: takenName(place, seed), title: title(origin), rgba, made };
        }
        const { score } = now;
        const verdict = { score, step: discriminator.step };
        return {
          name: scoredName(place, generator.epoch, score),
          title: title(origin),
          rgba,
          made: made && !Number.isNaN(score) ? { ...made, verdict } : made,
        };
      });
      await packing.add(pictures);
      progress(from + portion.length, seeds.length);
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
