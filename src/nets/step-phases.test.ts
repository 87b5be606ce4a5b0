import { describe, expect, it } from 'vitest';
import type { StepProgram } from '../contract/step-program';
import { learnsFrom, phasesOf, programFaults, variantAt, variantsOf } from './step-phases';
import { alternating, averaging, paired, penalised, simultaneous } from './step-programs';

const sequential = alternating({
  fakes: 'training',
  generatorLatents: 'fresh',
  frozenStatistics: 'stay',
  weight: 1,
});

const AVERAGE = { do: 'average', halfLife: 10_000, batch: 64 } as const;

describe('phases', () => {
  it('end behind each round of updates', () => {
    expect(phasesOf(sequential).map(({ updates }) => updates)).toEqual([
      ['discriminator'],
      ['generator'],
    ]);
    expect(phasesOf(simultaneous).map(({ updates }) => updates)).toEqual([
      ['discriminator', 'generator'],
    ]);
  });

  it('[AVG1] an average belongs to the updates before it', () => {
    const averaged = averaging(sequential, 10_000, 64);
    expect(phasesOf(averaged).map(({ averages }) => averages)).toEqual([[], [AVERAGE]]);
    expect(programFaults(averaged)).toEqual([]);
  });

  it('number the passes through the discriminator all through the step', () => {
    const numbers = phasesOf(sequential).map(({ judges }) => judges.map(({ number }) => number));
    expect(numbers).toEqual([[0, 1], [2]]);
  });

  it('tell what the generator learns from', () => {
    const learning = sequential.flatMap((one) =>
      one.do === 'generate' && learnsFrom(sequential, one) ? [one.as] : [],
    );
    expect(learning).toEqual(['attempts']);
  });
});

describe('[TRN12] what is wrong with a program is said', () => {
  const without = (program: StepProgram, ...at: number[]): StepProgram =>
    program.filter((_, index) => !at.includes(index));

  it.each<[string, StepProgram, RegExp]>([
    ['pictures that nobody made', without(simultaneous, 0), /no pictures real/],
    ['latents that nobody drew', without(simultaneous, 3), /no latents z/],
    ['a loss of what is not judged', without(simultaneous, 1), /real are not judged/],
    [
      'a loss against what is not judged',
      paired(simultaneous).filter((one) => one.do !== 'judge' || one.pictures !== 'real'),
      /real are not judged/,
    ],
    [
      'a penalty of what is not judged',
      penalised(simultaneous, 1, 4).map((one) =>
        one.do === 'penalty' ? { ...one, pictures: 'others' } : one,
      ),
      /others are not judged/,
    ],
    [
      'penalties that do not keep step',
      penalised(simultaneous, 1, 4).map((one, index) =>
        one.do === 'penalty' && index > 3 ? { ...one, every: 3 } : one,
      ),
      /different steps/,
    ],
    ['a gradient that moves nothing', without(simultaneous, 9), /no update takes/],
    ['a net that learns nothing', without(simultaneous, 7), /generator has nothing/],
    ['an average before the update', [AVERAGE, ...simultaneous], /not updated just before/],
    ['a second average', [...simultaneous, AVERAGE, AVERAGE], /not updated just before/],
    [
      'an average behind the other update',
      [...simultaneous.slice(0, -1), AVERAGE, simultaneous.at(-1)!],
      /not updated just before/,
    ],
    ['one name for two pictures', [simultaneous[0]!, ...simultaneous], /made twice/],
    [
      'pictures of a phase before',
      sequential.map((one) => (one.do === 'judge' ? { ...one, pictures: 'real' } : one)),
      /phase 1: no pictures real/,
    ],
  ])('%s', (_, program, fault) => {
    expect(programFaults(program).join('; ')).toMatch(fault);
  });
});

describe('[TRN19] penalties', () => {
  it('are of whatever D learns from, in every program, and on one in so many steps', () => {
    for (const program of [sequential, simultaneous, paired(sequential), paired(simultaneous)]) {
      const lazy = penalised(program, 0.5, 4);
      expect(programFaults(lazy)).toEqual([]);
      const pictures = lazy.flatMap((one) => (one.do === 'penalty' ? [one.pictures] : []));
      expect(pictures).toEqual(['real', 'fakes']);
      expect(variantsOf(lazy)).toEqual([lazy, program]);
      expect([0, 1, 2, 3, 4, 5].map((step) => variantAt(lazy, step))).toEqual([0, 1, 1, 1, 0, 1]);
      expect(variantsOf(penalised(program, 0.5, 1))).toHaveLength(1);
      expect(variantAt(penalised(program, 0.5, 1), 3)).toBe(0);
      expect(variantsOf(program)).toEqual([program]);
    }
  });
});
