import { expect, it } from 'vitest';
import { normal } from '../contract/random';
import { PENALTY, pairedPlan, pairsOf } from './engine/penalty-suite';
import { discriminatorGradients, discriminatorObjective, movedPictures } from './reference-penalty';

/** Float64 leaves room for so small a step. */
const H = 1e-6;

it('[TRN19] the reference’s gradients are the slopes of its loss and its penalties', () => {
  const { pairs, weights } = pairsOf(pairedPlan());
  const moved = movedPictures(pairs, weights, PENALTY.reach);
  const gradients = discriminatorGradients(pairs, weights, moved, PENALTY);
  expect([...gradients.keys()].toSorted()).toEqual([...weights.keys()].toSorted());
  for (const [index, [name, values]] of [...weights].entries()) {
    const variant = normal(5, 92, index, values.length);
    const at = (h: number): number => {
      const there = Float64Array.from(values, (w, i) => w + h * variant[i]!);
      return discriminatorObjective(pairs, new Map(weights).set(name, there), moved, PENALTY);
    };
    const numeric = (at(H) - at(-H)) / (2 * H);
    const analytic = gradients.get(name)!.reduce((sum, g, i) => sum + g * variant[i]!, 0);
    expect(Math.abs(analytic - numeric), name).toBeLessThan(1e-6 * Math.max(1, Math.abs(numeric)));
  }
});
