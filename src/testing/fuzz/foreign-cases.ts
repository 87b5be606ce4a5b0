import type { ExportSources, NetChoice } from '../../contract/exports';
import { kerasH5 } from '../../export/keras/h5';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import { applyPreset } from '../../nets/apply-preset';
import { buildGan } from '../../nets/presets';
import { livelyWeights } from '../lively-weights';
import { aGenerator, aRun } from '../records';
import type { Dice } from './dice';
import { mutateBytes } from './mutate-bytes';

type Bytes = Uint8Array<ArrayBuffer>;

/** Whole files of nets: of the studio's own, of keragan and of PyTorch, old and new. */
export async function foreignSeeds(fixtures: readonly string[]): Promise<Bytes[]> {
  const source = ownNets();
  const choices: readonly NetChoice[] = [
    { net: 'generator', weights: 'weights' },
    { net: 'discriminator', weights: 'weights' },
  ];
  const own = choices.map((choice) => kerasH5({ ...source, ...choice }));
  const theirs = fixtures.map(async (url) => {
    const { body } = await fetch(url);
    return new Response(body!.pipeThrough(new DecompressionStream('gzip'))).blob();
  });
  const blobs = [...own, ...(await Promise.all(theirs))];
  return await Promise.all(blobs.map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
}

/** Small ones: a worker that is replaced makes them anew. */
function ownNets(): Omit<ExportSources['network'], keyof NetChoice> {
  const settings = {
    ...applyPreset({ ...DEFAULT_SETTINGS, imageSize: 16 }),
    ...{ width: 8, latentSize: 6, averageGenerator: false },
  };
  const { generator, discriminator } = buildGan(settings);
  return {
    run: aRun('run', { settings }),
    generator: {
      ...aGenerator('run', 7),
      spec: generator,
      weights: livelyWeights(generator, 1),
    },
    discriminator: { spec: discriminator, weights: livelyWeights(discriminator, 2) },
  };
}

/** A net of another tool, damaged or hostile. */
export const foreignCase = (seeds: readonly Bytes[], dice: Dice): Blob =>
  new Blob([mutateBytes(dice.pick(seeds), dice)]);
