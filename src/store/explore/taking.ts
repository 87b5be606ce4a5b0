import type { KeptGenerator } from '../../contract/commands';
import { StudioError } from '../../contract/errors';
import type { OpenGenerator } from '../../contract/explore';
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
  readonly firstSeed: number;
  readonly count: number;
  /** Of a picture, by its origin. */
  readonly title: (origin: Origin) => string;
}

const seedsOf = ({ firstSeed, count }: Pick<Taken, 'firstSeed' | 'count'>): number[] =>
  Array.from({ length: count }, (_, i) => firstSeed + i);

/** `picture_00001_seed_17.png`. @param place from 0. */
export const takenName = (place: number, seed: number): string =>
  `picture_${String(place + 1).padStart(5, '0')}_seed_${seed}.png`;

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
  const { generator, opened, run, truncation, title } = taken;
  const seeds = seedsOf(taken);
  const stop = (): void => packing.cancel();
  signal.addEventListener('abort', stop);
  try {
    progress(0, seeds.length);
    for (let from = 0; from < seeds.length; from += AT_ONCE) {
      const portion = seeds.slice(from, from + AT_ONCE);
      const latents = inOne(
        portion.map((seed) => truncated(ofSeed(seed, opened.latentSize), truncation)),
      );
      const painted = await explorer.paint(generator, engine(), latents, 'soon', signal);
      const pictures = painted.map(({ index, rgba }): PackedPicture => {
        const seed = portion[index]!;
        const origin: Origin = { kind: 'seed', seed };
        const made = madeIn({ generator, truncation }, run, origin);
        return { name: takenName(from + index, seed), title: title(origin), rgba, made };
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
