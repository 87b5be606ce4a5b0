import { describe, expect, it } from 'vitest';
import { StudioError, type StudioErrorData } from '../contract/errors';
import { skipReason } from '../contract/skip-reasons';
import { en } from './en';
import { errorText, reasonText, skipText } from './index';
import { failing } from '../testing/failing';

const text = (...args: ConstructorParameters<typeof StudioError>) =>
  errorText(new StudioError(...args).toData());

describe('[WORD3] sentences of failures', () => {
  it('every failure without parameters has a sentence, and so does its hint', () => {
    for (const [code, entry] of Object.entries(en.errors)) {
      if (typeof entry === 'function') continue;
      const { message, hint = 'None.' } = entry as { message: string; hint?: string };
      // The reason of an engine that is named before it begins in lower case.
      expect(message, code).toMatch(/^(\p{Lu}|its ).*\.$/u);
      expect(hint, code).toMatch(/^\p{Lu}.*\.$/u);
    }
  });

  it('tell what they speak of, and one thing as one', () => {
    expect(text('batch-above-set', { batchSize: 64, pictures: 1097 })).toEqual({
      message: 'A batch is 64 pictures, and the set has 1,097.',
      hint: 'Choose a batch size of at most 1,097, or add pictures.',
    });
    expect(text('set-all-left-out', { set: 'a', pictures: 1 }).message).toBe(
      'The only picture of "a" is left out.',
    );
  });

  it('tell what led to them in its own words', () => {
    const what = new StudioError('metric-not-finite', { metric: 'generatorLoss', value: 'NaN' });
    const bad = { step: 11, epoch: 3, what: what.toData(), back: { step: 4, epoch: 1 } };
    expect(text('numbers-bad', bad)).toEqual({
      message:
        'At step 11 (epoch 3) the numbers went out of bounds. The generator loss was NaN. ' +
        'The run was taken back to step 4 (epoch 1), where it was last saved.',
      hint: 'Go on from there with lower learning rates.',
    });
    expect(text('numbers-bad', { ...bad, back: null }).message).toContain('to its beginning');
    const error = failing('storage-full', 'Full.', 'Delete runs.');
    expect(text('checkpoint-not-saved', { error })).toEqual({
      message: 'The run could not be saved: Full.',
      hint: 'Delete runs.',
    });
  });

  it('name the place in a record, and what stands there', () => {
    const expected = { is: 'whole-within', least: 1, most: 64 } as const;
    const place = 'generator, spec, layers 3, kernel';
    expect(text('value-wrong', { place, expected, found: 1000 }).message).toBe(
      'A kept generator, spec, layers 3, kernel should be a whole number from 1 to 64; found 1000.',
    );
  });

  it('[SAFE1] bear with parameters that a file made up', () => {
    const made = (code: string, params: object) =>
      errorText({ code, params } as unknown as StudioErrorData);
    expect(made('numbers-bad', {})).toEqual({ message: 'numbers-bad', hint: '' });
    const thing = { toString: () => 'x' };
    expect(typeof made('text', { text: thing, hint: thing }).message).toBe('string');
    expect(skipText({ code: 'variant', params: {} } as never)).toBe('variant');
  });
});

describe('sentences of skipped files', () => {
  it('tell what the file is and what to do', () => {
    const packed = { format: 'TIFF', variant: { packedBy: 'Zstandard' } };
    expect(skipText(skipReason('variant', packed))).toBe(
      'TIFF packed by Zstandard: it is not read here; open it in another program and save it as PNG.',
    );
    expect(skipText(skipReason('zip-method', { method: 98 }))).toContain('Packed by method 98');
    expect(skipText(skipReason('idx-cut-short', { read: 1, claimed: 900 }))).toBe(
      'IDX file that ends too early: 1 of 900 pictures is there.',
    );
    const error = new StudioError('part-missing', { part: 'png-decoder' }).toData();
    expect(skipText(skipReason('failed', { error }))).toMatch(
      /^What reads PNG could not be .*lost/,
    );
  });
});

describe('[TRN8] sentences of an engine', () => {
  it('join what there is to say', () => {
    const lack = { lack: 'software', adapter: 'SwiftShader' } as const;
    const trial = { engine: 'wasm', ms: 9.4, other: 'webgl', otherMs: 412 } as const;
    expect(
      reasonText([
        { code: 'webgpu-lacks', params: { lack } },
        { code: 'trial-won', params: trial },
        { code: 'webgpu-advice', params: { lack, browser: 'linux-chrome' } },
      ]),
    ).toBe(
      'WebGPU here is SwiftShader, which imitates a graphics card on the processor and is slow. ' +
        'In a short trial WASM took 9 ms a step and WebGL 412 ms. ' +
        'If this computer has a graphics card, turn on "Use graphics acceleration" in the browser’s settings, and Vulkan and Unsafe WebGPU at chrome://flags.',
    );
    expect(reasonText([])).toBe('');
    const missing = [{ engine: 'wasm', error: failing('engine-failed', 'it failed.') }] as const;
    expect(reasonText([{ code: 'engine-instead', params: { engine: 'webgl', missing } }])).toBe(
      'WebGL computes instead. WASM: it failed.',
    );
  });
});
