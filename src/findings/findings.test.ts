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

describe('the numbers that show it [FIND1]', () => {
  it('a collapse tells how little the pictures differ, and when they did', () => {
    const { params } = told(historyOf('artgan'), 'collapsed');
    expect(params).toMatchObject({ pictures: 64, best: null });
    const fell = historyOf('augmented');
    const low = fell.grids.slice(-3).map((grid) => ({ ...grid, diversity: 0.1 }));
    const later = { ...fell, measures: [], grids: [...fell.grids.slice(0, -3), ...low] };
    const { params: now } = told(later, 'collapsed');
    expect(now).toMatchObject({ diversity: 0.1, best: { epoch: 96, diversity: 1.322 } });
  });

  it('a generator that only begins slowly has not collapsed', () => {
    for (let part = 0.05; part <= 1; part += 0.05) {
      const codes = findings(historyOf('discriminator-won', part)).map(({ code }) => code);
      expect(codes, `${part}`).not.toContain('collapsed');
    }
  });

  it('copies are told by measures where there are any, and by grids without', () => {
    const history = historyOf('four');
    const { params } = told({ ...history, measures: [] }, 'copying');
    expect(params).toMatchObject({ pictures: 64, set: 4 });
    const [one] = historyOf('augmented').measures;
    const copying = history.grids.slice(-2).map(({ epoch, step }) => {
      const { blurred, ...copies } = one!.measures.copies;
      const measures = {
        ...one!.measures,
        copies: { ...copies, blurred: { ...blurred, share: 0.9 } },
      };
      return { ...one!, epoch, step, measures };
    });
    expect(told({ ...history, grids: [], measures: copying }, 'copying').params).toMatchObject({
      share: 0.9,
    });
  });

  it('grids that lose what they had, and grids that overshoot, tell of rates that are too high', () => {
    expect(told(historyOf('both-wild'), 'rate-high').params).toMatchObject({
      grids: { how: 'grids-lost' },
      generator: 0.04,
    });
    expect(told(historyOf('both-most', 0.5), 'rate-high').params).toMatchObject({
      grids: { how: 'grids-wild' },
      generator: 0.1,
    });
  });

  it('progress is measured in stretches: better, and no better for long', () => {
    const better = historyOf('augmented');
    const { params } = told(better, 'improving');
    expect((params as { now: number }).now).toBeLessThan((params as { before: number }).before);
    // The same measures backwards: the best came first.
    const turned = better.measures.map((one, n) => ({
      ...one,
      measures: better.measures.at(-1 - n)!.measures,
    }));
    const codes = findings({ ...better, measures: turned }).map(({ code }) => code);
    expect(codes).toEqual(['stopped-improving']);
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
        lowers: 'discriminator-rate',
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
        lowers: 'both-rates',
        rates: { generator: generator / 2, discriminator: discriminator / 2 },
      },
    ]);
  });

  it('is first of all the way back to the best checkpoint, where one lies well behind [FIND5]', () => {
    const halved = (history: History) => ({
      generator: history.rates.generator / 2,
      discriminator: history.rates.discriminator / 2,
    });
    const better = historyOf('augmented');
    const backwards = better.measures.map((one, n) => ({
      ...one,
      measures: better.measures.at(-1 - n)!.measures,
    }));
    const ill: readonly [History, FindingCode][] = [
      [historyOf('artgan'), 'collapsed'],
      [historyOf('both-wild'), 'rate-high'],
      [{ ...better, measures: backwards }, 'stopped-improving'],
    ];
    for (const [history, code] of ill) {
      const best = { step: Math.round(history.step / 2), epoch: Math.round(history.epoch / 2) };
      const { remedies } = told({ ...history, best }, code);
      const rates = halved(history);
      expect(remedies, code).toEqual([
        { kind: 'rewind', epoch: best.epoch, lowers: 'both-rates', rates },
        { kind: 'rates', lowers: 'both-rates', rates },
      ]);
      const near = { step: history.step - 1, epoch: history.epoch };
      expect(told({ ...history, best: near }, code).remedies, code).toHaveLength(1);
    }
    const won = historyOf('discriminator-won');
    const { remedies } = told({ ...won, best: { step: 100, epoch: 16 } }, 'discriminator-won');
    const { generator } = won.rates;
    const { discriminator } = halved(won);
    const rates = { generator, discriminator };
    expect(remedies.map(({ kind }) => kind)).toEqual(['rewind', 'rates', 'settings']);
    expect(remedies[0]).toMatchObject({ epoch: 16, lowers: 'discriminator-rate', rates });
  });

  it('is no way back where the rates are the least: the same ones would lead to the same end [FIND5]', () => {
    const { generatorLearningRate: g, discriminatorLearningRate: d } = HYPERPARAMETERS;
    const history = historyOf('both-wild');
    const lowest = { generator: g.min, discriminator: d.min };
    const best = { step: 10, epoch: 1 };
    expect(told({ ...history, best, rates: lowest }, 'rate-high').remedies).toEqual([]);
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
    const best = { step: 10, epoch: 1 };
    expect(told({ ...history, failure, best }, 'numbers-bad').remedies).toMatchObject([
      { kind: 'rewind', epoch: 1 },
    ]);
  });
});
