import { describe, expect, it } from 'vitest';
import { LOSS_IDS } from '../contract/hyperparameters';
import type { LossTerm } from '../contract/step-program';
import { lossFixture } from '../testing/fixtures';
import { LOSSES, NUMBERS, scoresOf, targetOf } from './losses';

const TERMS: readonly LossTerm[] = ['real', 'fake', 'generator'];
/** No kink of any loss lies within a step of these. */
const LOGITS = [-40, -3, -1.2, -0.4, 0.1, 0.6, 1.3, 5, 40];
const H = 1e-5;

describe.each(LOSS_IDS)('%s', (id) => {
  const { value, derivative, score } = LOSSES[id];

  it.each(TERMS)('[TRN11] its derivative is the slope of its value, on %s', (term) => {
    for (const realLabel of [1, 0.9]) {
      const target = targetOf(term, { realLabel });
      for (const l of LOGITS) {
        const slope = (value(l + H, term, target) - value(l - H, term, target)) / (2 * H);
        expect(derivative(NUMBERS, l, term, target)).toBeCloseTo(slope, 6);
      }
    }
  });

  it.each(TERMS)('[TRN11] it is PyTorch’s, on %s', (term) => {
    const { logits, realLabel, losses } = lossFixture;
    const target = targetOf(term, { realLabel });
    const { values, derivatives } = losses[id][term];
    logits.forEach((l, i) => {
      expect(value(l, term, target)).toBeCloseTo(values[i]!, 6);
      expect(derivative(NUMBERS, l, term, target)).toBeCloseTo(derivatives[i]!, 6);
    });
  });

  it('[TRN11] falls for the discriminator as it tells real from generated, for the generator as it fools it', () => {
    const at = (l: number, term: LossTerm): number =>
      value(l, term, targetOf(term, { realLabel: 1 }));
    expect(at(0.9, 'real')).toBeLessThan(at(-0.2, 'real'));
    expect(at(-0.2, 'fake')).toBeLessThan(at(0.9, 'fake'));
    expect(at(0.9, 'generator')).toBeLessThan(at(-0.2, 'generator'));
  });

  it('[TRN11] scores go from 0 to 1 and rise with the logit', () => {
    const scores = LOGITS.map(score);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...scores)).toBeLessThanOrEqual(1);
    expect(scores.at(-1)! - scores[0]!).toBeGreaterThan(0.99);
  });
});

describe('[TRN17] a loss of pairs', () => {
  const { value, derivative, score } = LOSSES.relativistic;

  it('is one of both pictures: their sides have one value, and move the logits against each other', () => {
    for (const difference of LOGITS) {
      expect(value(-difference, 'fake', 0)).toBe(value(difference, 'real', 1));
      const [up, down] = [
        derivative(NUMBERS, difference, 'real', 1),
        derivative(NUMBERS, -difference, 'fake', 0),
      ];
      expect(down).toBeCloseTo(-up, 12);
      expect(score(difference) + score(-difference)).toBeCloseTo(1, 12);
    }
  });

  it('knows no level: scores are the same wherever all logits lie', () => {
    const logits = Float32Array.of(-1, 0.5, 2);
    const scores = scoresOf(LOSSES.relativistic, logits);
    expect(
      scoresOf(
        LOSSES.relativistic,
        logits.map((logit) => logit + 8),
      ),
    ).toEqual(scores);
    expect(scores[1]).toBe(0.5);
    expect(scores[2]).toBeGreaterThan(0.8);
    expect(scoresOf(LOSSES['cross-entropy'], logits)[1]).toBeCloseTo(score(0.5), 6);
  });
});
