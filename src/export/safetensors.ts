import type { ExportSources, KeptNet } from '../contract/exports';
import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { checkTensors } from '../nets/fit';
import { keptDiscriminator } from '../nets/kept-discriminator';
import { generatorTensors } from '../nets/kept-generator';
import { paintedShape } from '../nets/shapes';
import { weightSpecs } from '../nets/weights';
import { toBytes } from '../records/numbers';

/** A tensor as the file names it: float32, row-major. */
interface NamedTensor {
  /** `generator.3.convTranspose.kernel`: net, layer, kind of layer, role. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The format wants tensors on addresses of their numbers; readers that map the file like more. */
const ALIGNMENT = 8;

/**
 * The weights of a kept generator, and of its discriminator where the newest checkpoint is of the
 * same step, as one safetensors file: the length of a JSON header (u64), the header, the numbers.
 * `__metadata__` tells what made them, with both nets as JSON.
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

function tensorsOf(net: string, spec: NetSpec, weights: readonly WeightTensor[]): NamedTensor[] {
  const specs = weightSpecs(spec);
  checkTensors('weights', specs, weights);
  return specs.map(({ layer, role }, index) => {
    const { shape, values } = weights[index]!;
    return { name: `${net}.${layer}.${spec.layers[layer]!.kind}.${role}`, shape, values };
  });
}

function fileOf(tensors: readonly NamedTensor[], metadata: Record<string, string>): Blob {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let at = 0;
  for (const { name, shape, values } of tensors) {
    const end = at + values.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [at, end] };
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const head = new Uint8Array(8 + length).fill(0x20);
  new DataView(head.buffer).setBigUint64(0, BigInt(length), true);
  head.set(json, 8);
  return new Blob([head, toBytes(tensors.map(({ values }) => values))], {
    type: 'application/octet-stream',
  });
}
