import { expect, it } from 'vitest';
import type { Settings } from '../contract/hyperparameters';
import { harness } from '../testing/engine/session-harness';
import { decayedRates, penaltyShare } from './rate-decay';

const rates = { generator: 4e-4, discriminator: 1e-4 };

it('[TRN13] rates fall evenly over the last part of a run, and stay without a decay', () => {
  const generators = (rateDecay: number, decayCurve: Settings['decayCurve'] = 'linear'): number[] =>
    Array.from(
      { length: 8 },
      (_, epoch) =>
        decayedRates(rates, { epochs: 8, rateDecay, decayCurve }, epoch).generator / 4e-4,
    );
  expect(generators(0)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(generators(0.5)).toEqual([1, 1, 1, 1, 1, 0.75, 0.5, 0.25]);
  expect(generators(1)).toEqual([1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125]);
  const half = decayedRates(rates, { epochs: 8, rateDecay: 1, decayCurve: 'linear' }, 4);
  expect(half.discriminator).toBe(5e-5);
  // 2e-4 along a cosine to 5e-5, as R3GAN has it.
  const cosine = generators(1, 'cosine');
  const end = decayedRates(rates, { epochs: 8, rateDecay: 1, decayCurve: 'cosine' }, 8);
  expect([cosine[0], cosine[4], end.generator / 4e-4]).toEqual([1, 0.625, 0.25]);
  expect(cosine).toEqual(cosine.toSorted((a, b) => b - a));
  expect(generators(0, 'cosine')).toEqual(generators(0));
});

it('[TRN19] the weight of a penalty falls to a tenth along a cosine, by the epoch alone', async () => {
  expect([0, 4, 8, 9].map((epoch) => penaltyShare(8, epoch))).toEqual([1, 0.55, 0.1, 0.1]);
  const settings = { epochs: 4, penalty: 0.05 };
  const { session, model } = await harness({ settings });
  await session.train();
  const expected = [0, 1, 2, 3].map((epoch) => penaltyShare(4, epoch));
  expect([...new Set(model.penaltyShares)].slice(0, 4)).toEqual(expected);
});

it('[TRN13] a run is trained with them: at its beginning, and from each epoch on', async () => {
  const settings = { epochs: 4, rateDecay: 0.5 };
  const { session, model } = await harness({ settings, run: { learningRates: rates } });
  await session.train();
  const ofEpoch = model.steps.length / 4;
  const at = (epoch: number) =>
    model.rates.filter(({ atStep }) => atStep <= epoch * ofEpoch).at(-1)!.generator / 4e-4;
  expect([0, 1, 2, 3].map(at)).toEqual([1, 1, 1, 0.5]);
});
