import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, ENGINE_CHOICES, HYPERPARAMETERS } from '../contract/hyperparameters';
import type { CheckpointRecord, EngineId } from '../contract/records';
import { aCheckpoint, aGenerator, aMetricBlock, aRun, aSample } from '../testing/records';
import {
  restoreAll,
  restoreCheckpointFields,
  restoreGeneratorFields,
  restoreMetricBlock,
  restoreRun,
  restoreSample,
} from './restore';
import { failureOf, wrong } from '../testing/failing';

const longText = 'x'.repeat(70_000);
/** Records without their tensors, as headers and files have them. */
const generatorFields = () => {
  const { weights, ...fields } = aGenerator('a', 1);
  expect(weights.length).toBeGreaterThan(0);
  return fields;
};
const checkpointFields = (change: Partial<CheckpointRecord> = {}) => {
  const { state, ...fields } = aCheckpoint('a', 20, change);
  return { ...fields, counters: state.counters };
};
const layer = (change: object): object => ({ spec: { input: [2], layers: [change] } });
const conv = {
  kind: 'conv',
  filters: 4,
  kernel: 3,
  stride: 1,
  padding: 'same',
  bias: true,
  initializer: { kind: 'normal', deviation: 0.02 },
};
/** Claims to be as long as a list can be, and holds nothing. */
const endless = (): unknown[] => Object.assign([], { length: 2 ** 32 - 1 });

/** Changes to a good record that must be refused, and what is found wrong. */
const REFUSED = {
  run: [
    [{ id: '../../etc' }, wrong('run, id', { is: 'id' }, 'other')],
    [{ id: '<img src=x>' }, wrong('run, id', { is: 'id' }, 'other')],
    [{ id: 'x'.repeat(129) }, wrong('run, id', { is: 'id' }, 'other')],
    [{ datasetId: 'a\u0000b' }, wrong('run, datasetId', { is: 'id' }, 'other')],
    [{ name: longText }, wrong('run, name', { is: 'text-up-to', most: 65536 }, 70000)],
    [{ name: { toString: () => 'x' } }, wrong('run, name', { is: 'text' }, 'object')],
    [{ step: -1 }, wrong('run, step', { is: 'count' }, 'number')],
    [{ step: 1.5 }, wrong('run, step', { is: 'count' }, 'number')],
    [{ epoch: 2 ** 60 }, wrong('run, epoch', { is: 'count' }, 'number')],
    [{ trainedMs: Infinity }, wrong('run, trainedMs', { is: 'number' }, 'number')],
    [
      { trainedMs: -5 },
      wrong('run, trainedMs', { is: 'number-within', least: 0, most: 9007199254740991 }, -5),
    ],
    [
      { state: 'constructor' },
      wrong(
        'run, state',
        {
          is: 'one-of',
          choices: [
            'preparing',
            'running',
            'paused',
            'stopped',
            'finished',
            'failed',
            'interrupted',
          ],
        },
        'string',
      ),
    ],
    [{ failure: 'It failed.' }, wrong('run, failure', { is: 'object' }, 'string')],
    [
      { failure: { code: 'cancelled', params: [] } },
      wrong('run, failure, params', { is: 'object' }, 'other'),
    ],
    [
      { failure: { code: 'text', params: { text: longText } } },
      wrong('run, failure, params', { is: 'text-up-to', most: 65536 }, 'other'),
    ],
    [
      { learningRates: { generator: NaN, discriminator: 1 } },
      wrong('run, learningRates, generator', { is: 'number' }, 'number'),
    ],
    [
      { learningRates: { generator: 2, discriminator: 1 } },
      wrong('run, learningRates, generator', { is: 'number-within', least: 0, most: 1 }, 2),
    ],
    [
      { choice: { excluded: [-1], untickedFolders: [] } },
      wrong('run, choice, excluded 0', { is: 'count' }, 'number'),
    ],
    [
      { choice: { excluded: endless(), untickedFolders: [] } },
      wrong('run, choice, excluded', { is: 'list-up-to', most: 1048576 }, 4294967295),
    ],
    [{ checkpoint: { step: 1 } }, wrong('run, checkpoint, epoch', { is: 'count' }, 'undefined')],
  ],
  metrics: [
    [
      { block: 2 ** 40 },
      wrong(
        'metric-block, block',
        { is: 'whole-within', least: 0, most: 4294967296 },
        1099511627776,
      ),
    ],
    [
      { rows: new Float64Array(5) },
      wrong('metric-block, rows', { is: 'metric-rows', rows: 1024, numbers: 6 }, { numbers: 5 }),
    ],
    [
      { rows: new Float64Array(6 * 1025) },
      wrong('metric-block, rows', { is: 'metric-rows', rows: 1024, numbers: 6 }, { numbers: 6150 }),
    ],
    [{ rows: new Float32Array(6) }, wrong('metric-block, rows', { is: 'float64' }, 'object')],
    [
      { rows: Float64Array.of(NaN, 1, 1, 1, 1, 1) },
      wrong('metric-block, rows, step', { is: 'count' }, 'number'),
    ],
    [
      { rows: Float64Array.of(1, -1, 1, 1, 1, 1) },
      wrong('metric-block, rows, epoch', { is: 'count' }, 'number'),
    ],
  ],
  sample: [
    [
      { shape: { height: 4, width: 1025 } },
      wrong('sample, shape, width', { is: 'whole-within', least: 1, most: 1024 }, 1025),
    ],
    [{ columns: 0 }, wrong('sample, columns', { is: 'whole-within', least: 1, most: 1024 }, 0)],
    [
      { count: 100_000 },
      wrong('sample, count', { is: 'whole-within', least: 1, most: 4096 }, 100000),
    ],
    [
      { count: 2, scores: Float32Array.of(0, 1) },
      wrong('sample', { is: 'grid-for', pictures: 2 }, { shape: [1, 1] }),
    ],
    [{ scores: Float32Array.of(0, 1) }, wrong('sample', { is: 'scores-for', pictures: 1 }, 2)],
    [{ scores: Float32Array.of(NaN) }, wrong('sample', { is: 'scores-in-range' }, 'other')],
    [{ image: 'data:image/png;base64,' }, wrong('sample, image', { is: 'image' }, 'string')],
    [
      { image: new Blob(['<svg onload=alert(1)>'], { type: 'image/svg+xml' }) },
      wrong('sample, image', { is: 'webp-or-png' }, 'other'),
    ],
  ],
  generator: [
    [
      { spec: { input: [2, 2, 2, 2], layers: [] } },
      wrong('generator, spec, input', { is: 'list-up-to', most: 3 }, 4),
    ],
    [
      { spec: { input: [2], layers: endless() } },
      wrong('generator, spec, layers', { is: 'list-up-to', most: 256 }, 4294967295),
    ],
    [
      layer({ kind: 'constructor' }),
      {
        code: 'kind-unknown',
        params: { place: 'generator, spec, layers 0', found: 'constructor' },
      },
    ],
    [
      layer({ kind: 'x'.repeat(60_000) }),
      {
        code: 'kind-unknown',
        params: {
          place: 'generator, spec, layers 0',
          found: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
        },
      },
    ],
    [
      layer({ ...conv, kernel: 1000 }),
      wrong('generator, spec, layers 0, kernel', { is: 'whole-within', least: 1, most: 64 }, 1000),
    ],
    [
      layer({ ...conv, stride: 0 }),
      wrong('generator, spec, layers 0, stride', { is: 'whole-within', least: 1, most: 16 }, 0),
    ],
    [
      layer({ ...conv, filters: 2 ** 30 }),
      wrong(
        'generator, spec, layers 0, filters',
        { is: 'whole-within', least: 1, most: 65536 },
        1073741824,
      ),
    ],
    [
      layer({ ...conv, initializer: { kind: 'normal', deviation: NaN } }),
      wrong('generator, spec, layers 0, initializer, deviation', { is: 'number' }, 'number'),
    ],
    [
      layer({ kind: 'dropout', rate: 2 }),
      wrong('generator, spec, layers 0, rate', { is: 'number-within', least: 0, most: 1 }, 2),
    ],
  ],
  checkpoint: [
    [
      { engine: 'automatic' },
      wrong(
        'checkpoint, engine',
        { is: 'one-of', choices: ['compiled', 'webgpu', 'webgl', 'wasm', 'cpu'] },
        'string',
      ),
    ],
    [
      { metricTail: new Float64Array(6 * 19) },
      wrong('checkpoint, metricTail', { is: 'rows-at-step', rows: 20, step: 20 }, 19),
    ],
    [{ trainedMs: NaN }, wrong('checkpoint, trainedMs', { is: 'number' }, 'number')],
    [{ counters: null }, wrong('checkpoint, counters', { is: 'object' }, 'nothing')],
    [
      { counters: { 'generator.adam.step': -1 } },
      wrong('checkpoint, counters, generator.adam.step', { is: 'count' }, 'number'),
    ],
    [
      { counters: { 'Adam step': 1 } },
      wrong('checkpoint, counters', { is: 'counter-name' }, 'other'),
    ],
    [
      { counters: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`${i}`, i])) },
      wrong('checkpoint, counters', { is: 'names-up-to', most: 32 }, 33),
    ],
    [{ learningRates: null }, wrong('checkpoint, learningRates', { is: 'object' }, 'nothing')],
  ],
} as const;

const GOOD = {
  run: [aRun('a'), restoreRun, 'run-missing'],
  metrics: [aMetricBlock('a', 0, 3), restoreMetricBlock, 'run-missing'],
  sample: [aSample('a', 1, 10), restoreSample, 'run-missing'],
  generator: [generatorFields(), restoreGeneratorFields, 'model-missing'],
  checkpoint: [checkpointFields(), restoreCheckpointFields, 'model-missing'],
} as const;

describe('[FILE3] [SAFE1] restoring', () => {
  const kinds = Object.keys(GOOD) as (keyof typeof GOOD)[];

  it.each(kinds)('a good %s gives back all of it, and a copy', (kind) => {
    const [good, restore] = GOOD[kind];
    expect(restore(good)).toEqual(good);
    expect(restore(good)).not.toBe(good);
    expect(restore(undefined)).toBeUndefined();
  });

  it.each(ENGINE_CHOICES.filter((engine) => engine !== 'automatic'))(
    '[FAST4] a checkpoint of the engine %s is taken',
    (engine) => {
      expect(restoreCheckpointFields(checkpointFields({ engine }))).toMatchObject({ engine });
    },
  );

  it('[FILE2] an engine that was called otherwise goes by its name of today', () => {
    const before = checkpointFields({ engine: 'wgsl' as EngineId });
    expect(restoreCheckpointFields(before)).toMatchObject({ engine: 'compiled' });
  });

  it.each(kinds.flatMap((kind) => REFUSED[kind].map(([change, said]) => ({ kind, change, said }))))(
    'a bad $kind is refused: $said.params.place',
    ({ kind, change, said }) => {
      const [good, restore, as] = GOOD[kind];
      const attempt = (): unknown => restore({ ...good, ...change });
      expect(attempt).toThrow(
        expect.objectContaining({ code: 'record-damaged', kind: as }) as Error,
      );
      const error = failureOf(attempt);
      expect(error).toEqual(said);
      // However long what was found is.
      expect(JSON.stringify(error).length).toBeLessThan(480);
    },
  );

  it.each(kinds)('a %s that is no record at all is refused', (kind) => {
    const [, restore] = GOOD[kind];
    for (const value of [null, 7, 'text', [], () => 0, new Map()]) {
      expect(() => restore(value)).toThrow(
        expect.objectContaining({ code: 'record-damaged' }) as Error,
      );
    }
  });

  it('what is not known is dropped, and no prototype is touched', () => {
    const text = JSON.stringify(aRun('a')).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"extra":1,',
    );
    const restored = restoreRun(JSON.parse(text));
    expect(restored).toEqual(aRun('a'));
    expect(Object.getPrototypeOf(restored)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const settings = JSON.parse('{"__proto__":{"epochs":7},"epochs":9}') as object;
    expect(restoreRun({ ...aRun('a'), settings })?.settings.epochs).toBe(9);
  });

  it('a run from before checkpoints takes its defaults, its rates from its settings', () => {
    const old: Record<string, unknown> = { ...aRun('a') };
    for (const key of [
      'failure',
      'learningRates',
      'choice',
      'checkpoint',
      'incidents',
      'lastIncident',
    ]) {
      delete old[key];
    }
    expect(restoreRun(old)).toMatchObject({
      failure: null,
      learningRates: {
        generator: HYPERPARAMETERS.generatorLearningRate.default,
        discriminator: HYPERPARAMETERS.discriminatorLearningRate.default,
      },
      choice: null,
      checkpoint: null,
      incidents: 0,
      lastIncident: null,
    });
  });

  it.each([
    ['keragan', 'keragan-one-update'],
    ['artgan', 'artgan'],
  ] as const)('[SAVE14] a run of %s that says no recipe trains as it did: %s', (preset, recipe) => {
    const before: Record<string, unknown> = {
      ...aRun('r', { settings: { ...DEFAULT_SETTINGS, preset } }),
    };
    delete before['recipe'];
    expect(restoreRun(before)?.recipe).toBe(recipe);
    expect(restoreRun({ ...before, recipe: preset })?.recipe).toBe(preset);
    expect(() => restoreRun({ ...before, recipe: 'unheard of' })).toThrow();
  });

  it('a curve keeps losses that are no numbers: that is how a run fails', () => {
    const rows = Float64Array.of(1, 0, NaN, Infinity, 0.5, 0.5);
    expect(restoreMetricBlock({ runId: 'a', block: 0, rows })?.rows).toEqual(rows);
  });

  it('one bad record of a list never hides the good ones', () => {
    expect(restoreAll([aRun('a'), { id: 7 }, null, aRun('b')], restoreRun)).toHaveLength(2);
  });
});
