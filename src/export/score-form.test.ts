import { expect, it } from 'vitest';
import { LOSS_IDS } from '../contract/hyperparameters';
import { LOSSES } from '../nets/losses';
import { SCORE_FORMS } from './score-form';

it.each(LOSS_IDS)('[ONNX3] the form of the score of %s gives its score', (loss) => {
  const { fromMean, line } = SCORE_FORMS[loss];
  expect(fromMean).toBe(LOSSES[loss].pairs ?? false);
  for (const logit of [-3, -0.7, 0, 0.2, 0.9, 5]) {
    const score = line
      ? Math.min(1, Math.max(0, line.scale * logit + line.shift))
      : 1 / (1 + Math.exp(-logit));
    expect(score).toBeCloseTo(LOSSES[loss].score(logit), 12);
  }
});
