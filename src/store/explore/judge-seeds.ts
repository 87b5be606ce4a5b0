import type { KeptGenerator } from '../../contract/commands';
import type { KeptDiscriminator, OpenGenerator } from '../../contract/explore';
import { inOne, ofSeed, truncated } from '../../explore/latents';
import type { ExploringPorts, Progress } from '../ports';
import type { TakenOrder } from '../../contract/packing';
import { AT_ONCE } from './at-once';
import { byScore, type JudgedSeed } from './by-score';

/** Which pictures by seed, and by what. */
export interface JudgedBy {
  readonly generator: KeptGenerator;
  readonly opened: Pick<OpenGenerator, 'latentSize'>;
  readonly truncation: number;
  readonly discriminator: KeptDiscriminator;
}

/**
 * Judges pictures by seed, portion by portion.
 * @param found told each portion.
 * @throws StudioError `cancelled` once `signal` is; else as the explorer's `judge`.
 */
export async function judgeSeeds(
  { explorer, engine }: Pick<ExploringPorts, 'explorer' | 'engine'>,
  { generator, opened, truncation, discriminator }: JudgedBy,
  seeds: readonly number[],
  progress: Progress,
  signal: AbortSignal,
  found: (judged: readonly JudgedSeed[]) => void,
): Promise<void> {
  progress(0, seeds.length);
  for (let from = 0; from < seeds.length; from += AT_ONCE) {
    const portion = seeds.slice(from, from + AT_ONCE);
    const latents = inOne(
      portion.map((seed) => truncated(ofSeed(seed, opened.latentSize), truncation)),
    );
    const judged = await explorer.judge(generator, discriminator, engine(), latents, signal);
    found(judged.map(({ index, now }) => ({ seed: portion[index]!, ...now })));
    progress(from + portion.length, seeds.length);
  }
}

/** Seeds in an order; those of the discriminator's own are judged first. Where none is kept they stay as they are. */
export async function seedsBy(
  ports: Pick<ExploringPorts, 'explorer' | 'engine'>,
  {
    discriminator,
    ...by
  }: Omit<JudgedBy, 'discriminator'> & {
    readonly discriminator: KeptDiscriminator | null;
  },
  order: TakenOrder,
  seeds: readonly number[],
  progress: Progress,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (order === 'seed' || !discriminator) return seeds;
  const judged: JudgedSeed[] = [];
  await judgeSeeds(ports, { ...by, discriminator }, seeds, progress, signal, (found) =>
    judged.push(...found),
  );
  return byScore(judged, order).map(({ seed }) => seed);
}
