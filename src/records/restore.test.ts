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
import { sentenceOf } from '../testing/failing';

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

/** Changes to a good record that must be refused, and what the refusal says. */
const REFUSED = {
  run: [
    [{ id: '../../etc' }, /letters, digits/],
    [{ id: '<img src=x>' }, /letters, digits/],
    [{ id: 'x'.repeat(129) }, /letters, digits/],
    [{ datasetId: 'a\u0000b' }, /letters, digits/],
    [{ name: longText }, /up to 65,536 characters; found 70000/],
    [{ name: { toString: () => 'x' } }, /should be a text; found object/],
    [{ step: -1 }, /whole number from 0/],
    [{ step: 1.5 }, /whole number from 0/],
    [{ epoch: 2 ** 60 }, /whole number from 0/],
    [{ trainedMs: Infinity }, /should be a number/],
    [{ trainedMs: -5 }, /from 0 to/],
    [{ state: 'constructor' }, /one of preparing/],
    [{ failure: 'It failed.' }, /failure should be an object; found string/],
    [{ failure: { code: 'cancelled', params: [] } }, /params should be an object/],
    [{ failure: { code: 'text', params: { text: longText } } }, /up to 65,536 characters/],
    [{ learningRates: { generator: NaN, discriminator: 1 } }, /should be a number/],
    [{ learningRates: { generator: 2, discriminator: 1 } }, /from 0 to 1; found 2/],
    [{ choice: { excluded: [-1], untickedFolders: [] } }, /whole number from 0/],
    [{ choice: { excluded: endless(), untickedFolders: [] } }, /a list of up to/],
    [{ checkpoint: { step: 1 } }, /epoch should be/],
  ],
  metrics: [
    [{ block: 2 ** 40 }, /from 0 to/],
    [{ rows: new Float64Array(5) }, /rows of 6 numbers; found 5 numbers/],
    [{ rows: new Float64Array(6 * 1025) }, /up to 1,024 rows/],
    [{ rows: new Float32Array(6) }, /float64 numbers/],
    [{ rows: Float64Array.of(NaN, 1, 1, 1, 1, 1) }, /step should be a whole number/],
    [{ rows: Float64Array.of(1, -1, 1, 1, 1, 1) }, /epoch should be a whole number/],
  ],
  sample: [
    [{ shape: { height: 4, width: 1025 } }, /from 1 to 1024; found 1025/],
    [{ columns: 0 }, /from 1 to 1024/],
    [{ count: 100_000 }, /from 1 to 4096/],
    [{ count: 2, scores: Float32Array.of(0, 1) }, /a grid for 2 pictures; found 1 × 1/],
    [{ scores: Float32Array.of(0, 1) }, /with a score each; found 2/],
    [{ scores: Float32Array.of(NaN) }, /from 0 to 1/],
    [{ image: 'data:image/png;base64,' }, /should be an image/],
    [{ image: new Blob(['<svg onload=alert(1)>'], { type: 'image/svg+xml' }) }, /WebP or PNG/],
  ],
  generator: [
    [{ spec: { input: [2, 2, 2, 2], layers: [] } }, /a list of up to 3/],
    [{ spec: { input: [2], layers: endless() } }, /a list of up to 256/],
    [layer({ kind: 'constructor' }), /unknown kind "constructor"/],
    [layer({ kind: 'x'.repeat(60_000) }), /unknown kind "x{40}"/],
    [layer({ ...conv, kernel: 1000 }), /kernel should be .* 1 to 64; found 1000/],
    [layer({ ...conv, stride: 0 }), /stride should be .* 1 to 16; found 0/],
    [layer({ ...conv, filters: 2 ** 30 }), /filters should be/],
    [layer({ ...conv, initializer: { kind: 'normal', deviation: NaN } }), /should be a number/],
    [layer({ kind: 'dropout', rate: 2 }), /from 0 to 1; found 2/],
  ],
  checkpoint: [
    [{ engine: 'automatic' }, /one of compiled, webgpu, webgl, wasm, cpu/],
    [{ metricTail: new Float64Array(6 * 19) }, /20 rows at step 20; found 19/],
    [{ trainedMs: NaN }, /should be a number/],
    [{ counters: null }, /counters should be an object; found nothing/],
    [{ counters: { 'generator.adam.step': -1 } }, /generator.adam.step should be a whole number/],
    [{ counters: { 'Adam step': 1 } }, /the name of a counter/],
    [
      { counters: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`${i}`, i])) },
      /up to 32 names; found 33/,
    ],
    [{ learningRates: null }, /should be an object/],
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

  it.each(
    kinds.flatMap((kind) => REFUSED[kind].map(([change, says]) => ({ kind, change, says: says }))),
  )('a bad $kind is refused, saying $says', ({ kind, change, says }) => {
    const [good, restore, as] = GOOD[kind];
    const attempt = (): unknown => restore({ ...good, ...change });
    expect(attempt).toThrow(expect.objectContaining({ code: 'record-damaged', kind: as }) as Error);
    const sentence = sentenceOf(attempt);
    expect(sentence).toMatch(says);
    expect(sentence.length).toBeLessThan(480);
  });

  it.each(kinds)('a %s that is no record at all is refused', (kind) => {
    const [, restore] = GOOD[kind];
    for (const value of [null, 7, 'text', [], () => 0, new Map()]) {
      expect(() => restore(value)).toThrow(/damaged/);
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
