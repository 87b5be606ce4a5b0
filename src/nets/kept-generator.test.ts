import { describe, expect, it } from 'vitest';
import { aGenerator } from '../testing/records';
import {
  checkGeneratorTensors,
  generatorFields,
  generatorTensors,
  keptGroups,
  weightsOf,
} from './kept-generator';

const plain = aGenerator('run', 3);
const averaged = plain.weights.map(({ values, ...rest }) => ({
  ...rest,
  values: values.map((value) => value / 2),
}));
const both = { ...plain, averaged };

describe('[AVG3] a kept generator', () => {
  it('is its fields and its groups of weights, one or two', () => {
    for (const record of [plain, both])
      expect({ ...generatorFields(record), ...generatorTensors(record) }).toEqual(record);
    expect(Object.keys(generatorFields(both))).not.toContain('averaged');
    expect(generatorTensors({ ...generatorTensors(both), strange: averaged })).toEqual({
      weights: plain.weights,
      averaged,
    });
  });

  it('has the weights that are asked for, or says so', () => {
    expect(weightsOf(both, 'averaged')).toBe(averaged);
    expect(weightsOf(both, 'weights')).toBe(plain.weights);
    expect(() => weightsOf(plain, 'averaged')).toThrow(
      expect.objectContaining({ code: 'generator-without-weights' }) as Error,
    );
  });

  it('of other nets is refused, in any of its groups', () => {
    const check = (found: Parameters<typeof checkGeneratorTensors>[1]) => () =>
      checkGeneratorTensors(plain.spec, found);
    expect(check({ weights: plain.weights })).not.toThrow();
    expect(check({ weights: plain.weights, averaged })).not.toThrow();
    const refused = expect.objectContaining({ kind: 'model-missing' }) as Error;
    expect(check({ averaged })).toThrow(refused);
    expect(check({ weights: plain.weights, averaged: averaged.slice(1) })).toThrow(refused);
    expect(check({ weights: plain.weights, strange: averaged })).toThrow(refused);
  });

  it('[AVG5] is painted with its average first, where one is made', () => {
    expect(keptGroups({ averageGenerator: true })).toEqual(['averaged', 'weights']);
    expect(keptGroups({ averageGenerator: false })).toEqual(['weights']);
  });
});
