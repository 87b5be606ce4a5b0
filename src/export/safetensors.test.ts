import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import { Stream, normal } from '../contract/random';
import type { CheckpointRecord, WeightTensor } from '../contract/records';
import { initialWeights } from '../nets/initial';
import { buildGan } from '../nets/presets';
import { aCheckpoint, aGenerator, aRun } from '../testing/records';
import { safetensors } from './safetensors';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** A reader by the published format, which knows nothing of the writer. */
async function read(file: Blob): Promise<{
  readonly metadata: Record<string, string>;
  readonly tensors: ReadonlyMap<string, { shape: readonly number[]; values: Float32Array }>;
}> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const length = Number(view.getBigUint64(0, true));
  const begin = 8 + length;
  expect(bytes[8]).toBe('{'.charCodeAt(0));
  expect(begin % 8).toBe(0);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, begin));
  const { __metadata__, ...entries } = JSON.parse(text) as {
    readonly __metadata__: Record<string, string>;
  } & Record<string, Entry>;
  for (const value of Object.values(__metadata__)) expect(typeof value).toBe('string');
  let at = 0;
  const tensors = new Map<string, { shape: readonly number[]; values: Float32Array }>();
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(
    entries as Record<string, Entry>,
  )) {
    expect(dtype).toBe('F32');
    // No holes and no overlaps.
    expect(data_offsets[0]).toBe(at);
    at = data_offsets[1];
    const count = shape.reduce((product, edge) => product * edge, 1);
    expect(at - data_offsets[0]).toBe(4 * count);
    const values = Float32Array.from({ length: count }, (_, i) =>
      view.getFloat32(begin + data_offsets[0] + 4 * i, true),
    );
    tensors.set(name, { shape, values });
  }
  expect(begin + at).toBe(bytes.length);
  return { metadata: __metadata__, tensors };
}

describe('[OUT7] weights as safetensors', () => {
  const settings = { ...DEFAULT_SETTINGS, imageSize: 16, width: 8, latentSize: 5 };
  const gan = buildGan(settings);
  const weightsOf = (net: 'generator' | 'discriminator', stream: number): WeightTensor[] =>
    initialWeights(gan[net], 3, stream).map((weight, index) => ({
      ...weight,
      values: normal(7, stream, index, weight.values.length).slice(),
    }));
  const run = aRun('run', { name: 'Discs, "bright" 漢', settings, batching: gan.step.batching });
  const generator = {
    ...aGenerator('run', 2),
    step: 20,
    spec: gan.generator,
    weights: weightsOf('generator', Stream.GeneratorWeights),
  };
  const discriminator = weightsOf('discriminator', Stream.DiscriminatorWeights);
  /** Trained weights and running statistics lie apart in a state. */
  const checkpointAt = (step: number): CheckpointRecord => {
    const whole = aCheckpoint('run', step);
    const running = ({ name }: WeightTensor): boolean => name.includes('/moving');
    const tensors = {
      ...whole.state.tensors,
      'discriminator.weights': discriminator.filter((weight) => !running(weight)),
      'discriminator.statistics': discriminator.filter(running),
    };
    return { ...whole, state: { ...whole.state, tensors } };
  };

  it('reads back, by another reader, as the weights of both nets', async () => {
    const checkpoint = checkpointAt(20);
    const { metadata, tensors } = await read(safetensors({ run, generator, checkpoint }));
    const expected = [
      ...generator.weights.map((weight) => ['generator', weight] as const),
      ...discriminator.map((weight) => ['discriminator', weight] as const),
    ];
    expect([...tensors]).toEqual(
      expected.map(([net, { name, shape, values }]) => {
        const [layer, role] = name.split('/') as [string, string];
        const { kind } = gan[net].layers[Number(layer)]!;
        return [`${net}.${layer}.${kind}.${role}`, { shape, values }];
      }),
    );
    expect(metadata).toMatchObject({
      run: 'Discs, "bright" 漢',
      preset: 'atelier',
      epoch: '2',
      step: '20',
      latent_size: '5',
    });
    expect(JSON.parse(metadata['generator']!)).toEqual(gan.generator);
    expect(JSON.parse(metadata['discriminator']!)).toEqual(gan.discriminator);
  });

  it('[AVG6] names the averaged weights of the generator apart', async () => {
    const averaged = generator.weights.map(({ values, ...rest }) => ({
      ...rest,
      values: values.map((value) => value / 2),
    }));
    const source = { run, generator: { ...generator, averaged }, checkpoint: null };
    const { tensors } = await read(safetensors(source));
    expect(tensors.size).toBe(2 * averaged.length);
    for (const [name, { values }] of tensors) {
      if (!name.startsWith('averaged_generator.')) continue;
      const trained = tensors.get(name.replace('averaged_', ''))!;
      expect(values).toEqual(trained.values.map((value) => value / 2));
    }
    expect([...tensors.keys()].filter((name) => name.startsWith('averaged_'))).toHaveLength(
      averaged.length,
    );
  });

  it('holds the generator alone where no checkpoint is of its step', async () => {
    for (const checkpoint of [null, checkpointAt(30)]) {
      const { metadata, tensors } = await read(safetensors({ run, generator, checkpoint }));
      expect([...tensors.keys()].filter((name) => !name.startsWith('generator.'))).toEqual([]);
      expect(tensors.size).toBe(generator.weights.length);
      expect(metadata['discriminator']).toBeUndefined();
    }
  });

  it('refuses weights of another net', () => {
    const broken = { ...generator, weights: generator.weights.slice(1) };
    expect(() => safetensors({ run, generator: broken, checkpoint: null })).toThrow(
      expect.objectContaining({ kind: 'model-missing' }) as Error,
    );
  });
});
