import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS, type Settings } from '../contract/hyperparameters';
import type { LayerSpec, NetSpec } from '../contract/net-spec';
import { Stream, normal, uniform } from '../contract/random';
import type { GeneratorRecord, WeightTensor } from '../contract/records';
import { PRESETS, buildGan } from '../nets/presets';
import { weightSpecs } from '../nets/weights';
import { loadLayers, parseJson, predict } from '../testing/load-model';
import { aGenerator, aRun } from '../testing/records';
import { referenceForward } from '../testing/reference-net';
import { unzip } from '../testing/unzip';
import { generatorZip } from './generator-zip';

/** Random numbers in every weight, running statistics too, sized so that no layer saturates. */
function randomWeights(spec: NetSpec): WeightTensor[] {
  return weightSpecs(spec).map(({ name, shape, role, fanIn }, i) => {
    const count = shape.reduce((product, edge) => product * edge, 1);
    const values =
      role === 'gamma' || role === 'movingVariance'
        ? uniform(7, 1, i, count, 0.5, 1.5)
        : normal(7, 1, i, count, role === 'kernel' ? Math.sqrt(2 / fanIn) : 0.2);
    return { name, shape, values: new Float32Array(values) };
  });
}

const record = (spec: NetSpec, weights = randomWeights(spec)): GeneratorRecord => ({
  ...aGenerator('run', 3),
  spec,
  weights,
});

const filesOf = async (generator: GeneratorRecord) =>
  unzip(new Uint8Array(await (await generatorZip(aRun('run'), generator)).arrayBuffer()));

/** Largest difference between plain TensorFlow.js and the plain loops, in units of the output. */
async function difference(spec: NetSpec, pictures: number): Promise<number> {
  const generator = record(spec);
  const model = await loadLayers(await filesOf(generator));
  const shape = [pictures, ...spec.input];
  const size = shape.reduce((product, edge) => product * edge, 1);
  const z = normal(1, Stream.NewPictures, 0, size);
  const output = await predict(model, z, shape);
  const expected = referenceForward(spec, generator.weights, {
    shape,
    values: Float64Array.from(z),
  });
  expect(output.shape).toEqual(expected.shape);
  // Pictures that are all grey or all white would agree without showing anything.
  const mean = expected.values.reduce((sum, v) => sum + v, 0) / expected.values.length;
  const spread = expected.values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  expect(Math.sqrt(spread / expected.values.length)).toBeGreaterThan(0.02);
  return expected.values.reduce(
    (worst, v, i) => Math.max(worst, Math.abs(v - output.values[i]!)),
    0,
  );
}

/** Narrow nets of each preset's smallest size; recipes of fixed width stay as they are. */
function smallest(id: (typeof PRESET_IDS)[number]): Settings {
  const preset = PRESETS[id];
  const imageSize = preset.sizes[0]!;
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...preset.defaults(imageSize),
    preset: id,
    imageSize,
    channels: preset.channels[0]!,
  };
  const narrow = { ...settings, width: 8, latentSize: 16 };
  return preset.checks(narrow).length === 0 ? narrow : settings;
}

describe('a downloaded generator', () => {
  it.each(PRESET_IDS)(
    '[OUT1] of the preset %s gives the pictures of the plain loops in plain TensorFlow.js',
    async (id) => {
      const settings = smallest(id);
      expect(PRESETS[id].checks(settings)).toEqual([]);
      const { generator } = buildGan(settings);
      // [-1, 1] is two wide: within 1/255 of the picture is within 2/255 here. Both are float
      // sums of the same numbers, so they are far closer.
      expect(await difference(generator, 2)).toBeLessThan(1e-4);
    },
    60_000,
  );

  it('[OUT1] can be made of any layer, at odd sizes and strides', async () => {
    const initializer = { kind: 'fanInUniform' } as const;
    const batchNorm: LayerSpec = {
      kind: 'batchNorm',
      momentum: 0.9,
      epsilon: 1e-3,
      unbiasedVariance: true,
    };
    const spec: NetSpec = {
      input: [5],
      layers: [
        { kind: 'dense', units: 24, bias: true, initializer: { kind: 'glorotUniform' } },
        { kind: 'reshape', height: 2, width: 3, channels: 4 },
        batchNorm,
        {
          kind: 'convTranspose',
          filters: 6,
          kernel: 4,
          stride: 2,
          padding: 'valid',
          bias: true,
          initializer,
        },
        { kind: 'leakyRelu', slope: 0.3 },
        {
          kind: 'convTranspose',
          filters: 5,
          kernel: 5,
          stride: 2,
          padding: 'same',
          bias: false,
          initializer,
        },
        batchNorm,
        { kind: 'relu' },
        { kind: 'upsample' },
        { kind: 'dropout', rate: 0.3 },
        {
          kind: 'conv',
          filters: 4,
          kernel: 5,
          stride: 2,
          padding: 'same',
          bias: true,
          initializer: { kind: 'normal', deviation: 0.02 },
        },
        { kind: 'averagePool' },
        {
          kind: 'conv',
          filters: 3,
          kernel: 2,
          stride: 1,
          padding: 'valid',
          bias: true,
          initializer,
        },
        { kind: 'tanh' },
        { kind: 'flatten' },
        { kind: 'dense', units: 3, bias: true, initializer },
        { kind: 'sigmoid' },
      ],
    };
    expect(await difference(spec, 3)).toBeLessThan(1e-5);
  });

  it('[OUT1] cuts weights over 4 MB into files that load together', async () => {
    const spec: NetSpec = {
      input: [128],
      layers: [
        { kind: 'dense', units: 9000, bias: true, initializer: { kind: 'glorotUniform' } },
        { kind: 'reshape', height: 30, width: 100, channels: 3 },
        { kind: 'tanh' },
      ],
    };
    const files = await filesOf(record(spec));
    const shards = [...files.keys()].filter((name) => name.endsWith('.bin'));
    expect(shards).toEqual(['group1-shard1of2.bin', 'group1-shard2of2.bin']);
    expect(files.get(shards[0]!)).toHaveLength(4 * 2 ** 20);
    expect(await difference(spec, 1)).toBeLessThan(1e-5);
  });

  it('comes with a README of five lines of code and the settings of its run', async () => {
    const files = await filesOf(aGenerator('run', 3));
    expect([...files.keys()]).toEqual([
      'README.md',
      'model.json',
      'group1-shard1of1.bin',
      'settings.json',
    ]);
    const readme = new TextDecoder().decode(files.get('README.md'));
    const code = /```js\n([^`]*)```/.exec(readme)?.[1]?.trim().split('\n');
    expect(code).toHaveLength(5);
    expect(readme).toContain('shape [n, 2]');
    expect(readme).toContain('shape [n, 2, 2, 1]');
    expect(parseJson(files.get('settings.json'))).toMatchObject({
      device: 'CPU, JavaScript, 1 thread',
      epoch: 3,
      latentSize: 2,
      outputShape: [2, 2, 1],
      outputRange: [-1, 1],
      settings: DEFAULT_SETTINGS,
    });
  });

  it('is refused where a weight is missing or of another shape', async () => {
    const whole = aGenerator('run', 3);
    const [kernel] = whole.weights;
    const make = (weights: WeightTensor[]) => generatorZip(aRun('run'), { ...whole, weights });
    await expect(make([kernel!])).rejects.toMatchObject({
      code: 'tensors-misfit',
      params: { index: 1, expected: { name: '0/bias', shape: [4] }, found: null },
    });
    await expect(make([{ ...kernel!, shape: [4, 2] }])).rejects.toMatchObject({
      code: 'tensors-misfit',
      params: { found: { name: '0/kernel', shape: [4, 2] } },
    });
    await expect(make([...whole.weights])).resolves.toBeInstanceOf(Blob);
  });
});
