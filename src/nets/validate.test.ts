import { describe, expect, it } from 'vitest';
import { StudioError } from '../contract/errors';
import { DEFAULT_SETTINGS, type PresetId, type Settings } from '../contract/hyperparameters';
import type { SettingIssue } from '../contract/setting-issues';
import { estimateMemory } from './memory';
import { smallestGan } from '../testing/engine/tiny-gan';
import { PUBLISHED, buildGan } from './presets';
import { FIRST_SETTINGS, applyImageSize, applyPreset } from './apply-preset';
import { validateSettings, type ValidationContext } from './validate';

const nothing: ValidationContext = { pictures: null, maxBufferBytes: null };
const preset = (id: PresetId, change: Partial<Settings> = {}): Settings => ({
  ...applyPreset({ ...DEFAULT_SETTINGS, preset: id, ...change }),
  ...change,
});
const namedBatch = (issue: SettingIssue | undefined): number =>
  issue?.code === 'too-large' ? (issue.params.batch ?? 0) : 0;
const fields = (settings: Settings, context = nothing): string[] =>
  validateSettings(settings, context).map((issue) => issue.field);

describe('validation', () => {
  it('[SET2] finds nothing wrong with the defaults', () => {
    expect(validateSettings(DEFAULT_SETTINGS, { pictures: 64, maxBufferBytes: 2 ** 27 })).toEqual(
      [],
    );
  });

  it('[SET2] says the table’s limits at their fields', () => {
    const issues = validateSettings({ ...DEFAULT_SETTINGS, epochs: 0, latentSize: 1.5 }, nothing);
    expect(issues.map((issue) => issue.field)).toEqual(['epochs', 'latentSize']);
    expect(issues[0]).toMatchObject({
      code: 'out-of-limits',
      params: { value: 0, min: 1, max: 100_000 },
    });
  });

  it('[SET2] says one thing at a field, and survives values that are no numbers', () => {
    expect(fields({ ...DEFAULT_SETTINGS, width: Number.NaN })).toEqual(['width']);
    expect(fields({ ...DEFAULT_SETTINGS, width: 2 })).toEqual(['width']);
    expect(fields({ ...DEFAULT_SETTINGS, imageSize: 48 })).toEqual(['imageSize']);
    expect(
      fields({ ...DEFAULT_SETTINGS, batchSize: Number.NaN }, { ...nothing, pictures: 5 }),
    ).toEqual(['batchSize']);
  });

  it('[SET2] survives a preset that does not exist', () => {
    const settings = { ...DEFAULT_SETTINGS, preset: 'other' as PresetId };
    expect(fields(settings)).toEqual(['preset']);
  });

  it('[SET7] refuses a batch of one where a batch norm would have nothing to go by', () => {
    const one = (id: PresetId, pictures: number | null = null) =>
      validateSettings(preset(id, { batchSize: 1 }), { ...nothing, pictures });
    for (const pictures of [null, 1]) {
      expect(one('tensorflow', pictures)).toEqual([
        { field: 'batchSize', code: 'batch-of-one', params: { preset: 'tensorflow', pictures } },
      ]);
    }
    expect(fields(preset('tensorflow', { batchSize: 2 }))).toEqual([]);
    // Their batch norms all stand on pictures of 4 x 4 and more.
    for (const id of ['atelier', 'artgan', 'keragan'] as const) expect(one(id, 1)).toEqual([]);
  });

  it('[TRN19] refuses a penalty where D has batch norm, and says how to be rid of it', () => {
    const issue = { field: 'penalty', code: 'penalty-batch-norm', params: {} };
    for (const id of ['atelier', 'artgan', 'keragan'] as const) {
      const withNorm = preset(id, { penalty: 0.05, discriminatorNorm: 'preset' });
      expect(validateSettings(withNorm, nothing)).toEqual([issue]);
      const without = preset(id, { penalty: 0.05, discriminatorNorm: 'none' });
      expect(validateSettings(without, nothing)).toEqual([]);
    }
    // It has none.
    expect(validateSettings(preset('tensorflow', { penalty: 0.05 }), nothing)).toEqual([]);
  });

  it('[TRN19] [SET5] counts the passes of a penalty', () => {
    const total = (penalty: number): number => {
      const settings = preset('atelier', {
        ...PUBLISHED,
        discriminatorNorm: 'none',
        penalty,
        batchSize: 64,
      });
      // The generator's turn would hide what the discriminator's takes.
      const { generator } = smallestGan();
      return estimateMemory({ ...buildGan(settings), generator }, settings.batchSize).total;
    };
    expect(total(0.05)).toBeGreaterThan(1.4 * total(0));
  });

  it('[SET4] refuses sizes and channels the preset does not allow, naming those it does', () => {
    expect(validateSettings(preset('artgan', { imageSize: 128 }), nothing)).toEqual([
      {
        field: 'imageSize',
        code: 'preset-size',
        params: { preset: 'artgan', sizes: [64], imageSize: 128 },
      },
    ]);
    const [issue] = validateSettings(preset('keragan', { imageSize: 32 }), nothing);
    expect(issue?.params).toMatchObject({ sizes: [64, 128, 256, 512, 1024] });
    expect(validateSettings(preset('tensorflow', { channels: 3 }), nothing)).toEqual([
      {
        field: 'channels',
        code: 'preset-channels',
        params: { preset: 'tensorflow', allowed: [1], channels: 3 },
      },
    ]);
    expect(fields(preset('atelier', { channels: 1 }))).toEqual([]);
  });

  it('[SET4] refuses widths that would leave a layer with less than four filters', () => {
    expect(fields(preset('keragan', { imageSize: 256, width: 64 }))).toEqual([]);
    const [issue] = validateSettings(preset('keragan', { imageSize: 256, width: 72 }), nothing);
    expect(issue?.field).toBe('width');
    expect(issue?.params).toMatchObject({ multiple: 16, min: 64, width: 72 });
    expect(fields(preset('keragan', { imageSize: 256, width: 48 }))).toEqual(['width']);
    expect(fields(preset('atelier', { width: 4 }))).toEqual(['width']);
    expect(fields(preset('artgan', { width: 4 }))).toEqual([]);
  });

  it('[SET5] refuses a batch larger than the set', () => {
    expect(fields(DEFAULT_SETTINGS, { ...nothing, pictures: 64 })).toEqual([]);
    const [issue] = validateSettings(DEFAULT_SETTINGS, { ...nothing, pictures: 40 });
    expect(issue).toEqual({
      field: 'batchSize',
      code: 'batch-over-set',
      params: { batchSize: 64, pictures: 40 },
    });
    expect(fields(DEFAULT_SETTINGS, { ...nothing, pictures: 0 })).toEqual(['batchSize']);
  });

  it('[SET5] refuses tensors beyond the adapter’s largest buffer, and the batch it names fits', () => {
    const settings = preset('keragan', { imageSize: 512 });
    const limit = 2 ** 28;
    const issues = validateSettings(settings, { pictures: 1097, maxBufferBytes: limit });
    expect(issues.map((issue) => issue.field)).toEqual(['batchSize']);
    expect(issues[0]?.params).toMatchObject({ limit: 'piece', needed: 2 ** 30, most: limit });
    const named = namedBatch(issues[0]);
    const at = (batchSize: number) =>
      fields({ ...settings, batchSize }, { pictures: 1097, maxBufferBytes: limit });
    expect(at(named)).toEqual([]);
    expect(at(named + 1)).toEqual(['batchSize']);
  });

  it('[SET5] refuses a step beyond all that the engine can hold, and the batch it names fits', () => {
    const settings = preset('keragan', { imageSize: 256 });
    const context = { pictures: 1097, maxBufferBytes: 2 ** 32, maxTotalBytes: 2 ** 32 };
    const [issue] = validateSettings(settings, context);
    expect(issue?.field).toBe('batchSize');
    expect(issue?.params).toMatchObject({ limit: 'all', most: 2 ** 32 });
    const named = namedBatch(issue);
    expect(fields({ ...settings, batchSize: named }, context)).toEqual([]);
    expect(fields({ ...settings, batchSize: named + 1 }, context)).toEqual(['batchSize']);
  });

  it('[SET5] names the width where no batch would fit', () => {
    const settings = preset('artgan', { width: 1024, batchSize: 1 });
    expect(fields(settings, { pictures: 100, maxBufferBytes: 2 ** 27 })).toEqual(['width']);
  });

  it('[NET2] buildGan refuses what the preset cannot build', () => {
    const build = (): unknown => buildGan({ ...DEFAULT_SETTINGS, preset: 'artgan', imageSize: 32 });
    expect(build).toThrow(StudioError);
    expect(build).toThrow(
      expect.objectContaining({
        params: { issue: expect.objectContaining({ code: 'preset-size' }) as unknown },
      }) as Error,
    );
  });
});

describe('choosing a preset', () => {
  it('[SET4] keeps an allowed size, else takes the preset’s own', () => {
    expect(preset('keragan', { imageSize: 256 })).toMatchObject({ imageSize: 256, width: 256 });
    const from = { ...DEFAULT_SETTINGS, imageSize: 256, preset: 'tensorflow' as const };
    expect(applyPreset(from)).toMatchObject({ imageSize: 28, channels: 1 });
  });

  it('[SET4] keeps seed, engine, grey, and cadences of the person’s own', () => {
    const own = { seed: 77, engine: 'wasm', sampleEvery: 7, saveEvery: 33 } as const;
    const before = { ...DEFAULT_SETTINGS, ...own, preset: 'artgan' as const };
    expect(applyPreset(before)).toMatchObject({ ...own, sampleCount: 64, batchSize: 128 });
    const grey = { ...DEFAULT_SETTINGS, channels: 1, imageSize: 32 };
    expect(applyPreset(grey)).toMatchObject({ channels: 1, imageSize: 32 });
  });

  it('[SET4] going through all presets and back changes nothing', () => {
    let settings = FIRST_SETTINGS;
    for (const id of ['artgan', 'keragan', 'artgan', 'atelier'] as const) {
      settings = applyPreset({ ...settings, preset: id });
    }
    expect(settings).toEqual(FIRST_SETTINGS);
  });

  it('[SET4] another size brings its own width and batch, unless they were changed', () => {
    const keragan = preset('keragan');
    expect(applyImageSize(keragan, 512)).toMatchObject({ width: 512, batchSize: 32 });
    expect(applyImageSize({ ...keragan, batchSize: 16 }, 512)).toMatchObject({
      width: 512,
      batchSize: 16,
    });
    expect(applyImageSize(keragan, 32)).toEqual({ ...keragan, imageSize: 32 });
    expect(applyImageSize({ ...keragan, imageSize: 32 }, 128)).toMatchObject({ imageSize: 128 });
  });
});

describe('memory', () => {
  it('is the sum of its parts and grows with the batch', () => {
    const gan = buildGan(DEFAULT_SETTINGS);
    const small = estimateMemory(gan, 8);
    const large = estimateMemory(gan, 64);
    expect(small.total).toBe(small.weights + small.optimizer + small.activations);
    // 2,620,131 + 2,767,425 numbers of four bytes.
    expect(small.weights).toBe(4 * 5_387_556);
    // Gradients and two moments of 2,618,147 + 2,765,633.
    expect(small.optimizer).toBe(3 * 4 * 5_383_780);
    expect(large.activations).toBe(8 * small.activations);
    // The 64-filter picture that the last block upsamples.
    expect(large.largestBuffer).toBe(4 * 64 * 64 * 64 * 64);
  });

  it('counts tensors that the backward pass needs', () => {
    const initializer = { kind: 'glorotUniform' } as const;
    const gan = {
      ...buildGan(DEFAULT_SETTINGS),
      generator: { input: [2], layers: [{ kind: 'dense', units: 6, bias: false, initializer }] },
      discriminator: {
        input: [6],
        layers: [
          { kind: 'dropout', rate: 0.5 },
          { kind: 'dense', units: 1, bias: true, initializer },
        ],
      },
    } as const;
    // G: 2 + 6; D: 6 + 2 * 6 + 1; two passes of D are the fullest; and twice the largest, 6.
    expect(estimateMemory(gan, 10).activations).toBe(4 * 10 * (2 * 19 + 2 * 6));
    expect(estimateMemory(gan, 10).largestBuffer).toBe(4 * 60);
    expect(estimateMemory(gan, 1).largestBuffer).toBe(4 * 12);
  });
});
