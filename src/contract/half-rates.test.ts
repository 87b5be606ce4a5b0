import { expect, it } from 'vitest';
import { halfRates } from './half-rates';

it('[SAVE7] [FIND5] rates are halved within their limits', () => {
  expect(halfRates({ generator: 2e-4, discriminator: 1e-4 })).toEqual({
    generator: 1e-4,
    discriminator: 5e-5,
  });
  expect(halfRates({ generator: 1e-7, discriminator: 1.5e-7 })).toEqual({
    generator: 1e-7,
    discriminator: 1e-7,
  });
});
