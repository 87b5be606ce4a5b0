import type { ExportSources, KeptNet } from '../contract/exports';
import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { checkTensors } from '../nets/fit';
import { keptDiscriminator } from '../nets/kept-discriminator';
import { generatorTensors } from '../nets/kept-generator';
import { paintedShape } from '../nets/shapes';
import { weightSpecs } from '../nets/weights';
import { toBytes } from '../records/numbers';
import { safetensorsHead, type NamedTensor } from './safetensors-file';

/** Named `generator.3.convTranspose.kernel`: net, layer, kind of layer, role. */
interface Weight extends NamedTensor {
  readonly values: Float32Array;
}

/**
 * The weights of a kept generator, and of its discriminator where the newest checkpoint is of the
 * same step, as one safetensors file. `__metadata__` tells what made them, with both nets as JSON.
 * @throws StudioError `model-missing` where the weights are not the net's.
 */
export function safetensors({ run, generator, checkpoint }: ExportSources['weights']): Blob {
  const own = checkpoint?.step === generator.step;
  return netsAsSafetensors(
    { run, generator },
    own ? keptDiscriminator(run, checkpoint.state) : null,
  );
}

/** The same, of nets that are at hand. */
export function netsAsSafetensors(
  { run, generator }: ExportSources['generator'],
  discriminator: KeptNet | null,
): Blob {
  const { spec } = generator;
  const { height, width, channels } = paintedShape(spec);
  return fileOf(
    [
      ...Object.entries(generatorTensors(generator)).flatMap(([group, weights]) =>
        tensorsOf(group === 'weights' ? 'generator' : `${group}_generator`, spec, weights),
      ),
      ...(discriminator
        ? tensorsOf('discriminator', discriminator.spec, discriminator.weights)
        : []),
    ],
    {
      format: 'atelier',
      run: run.name,
      preset: run.settings.preset,
      settings: JSON.stringify(run.settings),
      epoch: String(generator.epoch),
      step: String(generator.step),
      kept: new Date(generator.createdAt).toISOString(),
      latent_size: String(spec.input[0]),
      output: `[n, ${height}, ${width}, ${channels}], values from -1 to 1`,
      kernels:
        'conv [height, width, in, out], convTranspose [height, width, out, in], dense [in, out]',
      generator: JSON.stringify(spec),
      ...(discriminator ? { discriminator: JSON.stringify(discriminator.spec) } : {}),
    },
  );
}

function tensorsOf(net: string, spec: NetSpec, weights: readonly WeightTensor[]): Weight[] {
  const specs = weightSpecs(spec);
  checkTensors('weights', specs, weights);
  return specs.map(({ layer, role }, index) => {
    const { shape, values } = weights[index]!;
    const name = `${net}.${layer}.${spec.layers[layer]!.kind}.${role}`;
    return { name, dtype: 'F32', shape, values };
  });
}

const fileOf = (tensors: readonly Weight[], metadata: Record<string, string>): Blob =>
  new Blob([safetensorsHead(tensors, metadata), toBytes(tensors.map(({ values }) => values))], {
    type: 'application/octet-stream',
  });
