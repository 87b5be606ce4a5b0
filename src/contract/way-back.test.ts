import { expect, it } from 'vitest';
import { wayBack } from './way-back';

it('leads to the best checkpoint, where that lies an epoch and a tenth of the steps back [FIND5]', () => {
  const best = { step: 400, epoch: 40 };
  expect(wayBack(best, { step: 600, epoch: 60 })).toBe(best);
  expect(wayBack(best, { step: 445, epoch: 44 })).toBe(best);
  expect(wayBack(best, { step: 440, epoch: 44 }), 'too near').toBeNull();
  expect(wayBack({ step: 4, epoch: 0 }, { step: 9, epoch: 0 }), 'in the same epoch').toBeNull();
  expect(wayBack({ step: 4, epoch: 0 }, { step: 90, epoch: 9 }), 'in the first').toBeNull();
  expect(wayBack(best, best)).toBeNull();
  expect(wayBack(null, { step: 600, epoch: 60 })).toBeNull();
  expect(wayBack(undefined, { step: 600, epoch: 60 })).toBeNull();
});
