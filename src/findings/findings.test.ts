import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../contract/findings';
import { HYPERPARAMETERS } from '../contract/hyperparameters';
import { historyOf, type RecordedName } from '../testing/recorded-runs';
import type { History } from './history';
import { findings } from './registry';

/** One of those that are told of a history. */
const told = <Code extends FindingCode>(history: History, code: Code) => {
  const found = findings(history).find((one) => one.code === code);
  expect(found, code).toBeDefined();
  return found!;
};

describe('findings of runs that were trained for real [FIND2]', () => {
  it('are the same whenever they are asked for, and change nothing', () => {
    const history = historyOf('discriminator-won');
    const before = JSON.stringify(history);
    expect(findings(history)).toEqual(findings(history));
    expect(JSON.stringify(history)).toBe(before);
  });

  it('do not hang on how finely the curves are kept', () => {
    const codes = (history: History) => findings(history).map(({ code }) => code);
    for (const name of ['augmented', 'discriminator-won', 'both-wild', 'six'] as RecordedName[]) {
      const history = historyOf(name);
      const { points } = history;
      const coarse = points.flatMap((point, n) => {
        const next = points[n + 1];
        if (n % 2 === 1 || !next) return [];
        const mean = Object.entries(point).map(([key, value]) => [
          key,
          (value + next[key as keyof typeof next]) / 2,
        ]);
        return [Object.fromEntries(mean) as typeof point];
      });
      expect(codes({ ...history, points: coarse }), name).toEqual(codes(history));
    }
  });

  it('are none of a run too young to tell of', () => {
    for (const name of ['augmented', 'discriminator-won', 'both-wild'] as RecordedName[]) {
      expect(findings(historyOf(name, 0.05)), name).toEqual([]);
    }
  });
});

describe('what helps [FIND3]', () => {
  it('of a discriminator that won, half its rate alone, or a new run with augmentation', () => {
    const history = historyOf('discriminator-won');
    const { params, remedies } = told(history, 'discriminator-won');
    expect(params).toMatchObject({ realScore: expect.any(Number) as number });
    const { generator, discriminator } = history.rates;
    expect(remedies).toEqual([
      {
        kind: 'rates',
        lowers: 'discriminator',
        rates: { generator, discriminator: discriminator / 2 },
      },
      { kind: 'settings', code: 'augmentation', settings: { augmentation: 'fixed' } },
    ]);
  });

  it('goes by the rates in force, and never below what the settings allow', () => {
    const { min } = HYPERPARAMETERS.discriminatorLearningRate;
    const history = historyOf('discriminator-won');
    const lowest = { ...history, rates: { ...history.rates, discriminator: min } };
    expect(told(lowest, 'discriminator-won').remedies).toEqual([
      expect.objectContaining({ kind: 'settings' }),
    ]);
    const near = { ...history, rates: { ...history.rates, discriminator: 1.5 * min } };
    expect(told(near, 'discriminator-won').remedies[0]).toMatchObject({
      rates: { discriminator: min },
    });
  });

  it('is no augmentation where there is some', () => {
    const history = historyOf('discriminator-won');
    const settings = { ...history.settings, augmentation: 'adaptive' } as const;
    const { remedies } = told({ ...history, settings }, 'discriminator-won');
    expect(remedies.map(({ kind }) => kind)).toEqual(['rates']);
  });

  it('of swinging losses, half of both rates', () => {
    const history = historyOf('both-wild');
    const { generator, discriminator } = history.rates;
    expect(told(history, 'rate-high').remedies).toEqual([
      {
        kind: 'rates',
        lowers: 'both',
        rates: { generator: generator / 2, discriminator: discriminator / 2 },
      },
    ]);
  });

  it('of bad numbers is offered where the end of the run is told, not twice', () => {
    const history = historyOf('both-wild');
    const failure = {
      code: 'numbers-bad',
      params: {
        what: { code: 'weights-not-finite', params: {} },
        step: 40,
        epoch: 3,
        back: null,
      },
    } as const;
    expect(told({ ...history, failure }, 'numbers-bad')).toMatchObject({
      kind: 'bad',
      params: history.rates,
      remedies: [],
    });
  });
});
