import { expect, it } from 'vitest';
import { harness } from '../testing/engine/session-harness';
import { decayedRates } from './rate-decay';

const rates = { generator: 4e-4, discriminator: 1e-4 };

it('[TRN13] rates fall evenly over the last part of a run, and stay without a decay', () => {
  const generators = (rateDecay: number): number[] =>
    Array.from(
      { length: 8 },
      (_, epoch) => decayedRates(rates, { epochs: 8, rateDecay }, epoch).generator / 4e-4,
    );
  expect(generators(0)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(generators(0.5)).toEqual([1, 1, 1, 1, 1, 0.75, 0.5, 0.25]);
  expect(generators(1)).toEqual([1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125]);
  expect(decayedRates(rates, { epochs: 8, rateDecay: 1 }, 4).discriminator).toBe(5e-5);
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
