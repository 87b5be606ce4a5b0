import { describe, expect, it } from 'vitest';
import { squarePictures } from '../contract/picture-shape';
import { MeasuringBudget } from './measuring-budget';

const work = { shape: squarePictures(64, 3), training: 300, heldOut: 300, generated: 300 };

/** Trains, and measures whenever it may; a measure takes `ms`. @returns when each began. */
function measuredAt(budget: MeasuringBudget, ms: (n: number) => number, until: number): number[] {
  const times: number[] = [];
  for (let trained = 0; trained <= until; trained += 1_000) {
    if (!budget.allows(trained)) continue;
    budget.took(ms(times.length));
    times.push(trained);
  }
  return times;
}

describe('[MEAS8] the budget of measures', () => {
  it('guesses what 300 pictures of 64 px take as they were timed', () => {
    // 7.6 s, and 10.7 s once.
    const guess = new MeasuringBudget(work).expected;
    expect(guess).toBeGreaterThan(15_000);
    expect(guess).toBeLessThan(25_000);
    const small = { ...work, training: 90, heldOut: 10, generated: 90 };
    expect(new MeasuringBudget(small).expected).toBeLessThan(guess / 2);
  });

  it.each([1, 0.1])('is 3 % of the training, on a machine that takes %s of the guess', (factor) => {
    const budget = new MeasuringBudget(work);
    const spent: number[] = [];
    const took = (n: number): number => {
      const ms = n === 0 ? factor * budget.expected : budget.expected;
      spent.push(ms + (spent.at(-1) ?? 0));
      return ms;
    };
    const times = measuredAt(budget, took, 7_200_000);
    expect(times.length).toBeGreaterThan(5);
    times.forEach((time, n) => expect(spent[n]).toBeLessThanOrEqual(0.03 * time));
    // No more than one that would have fitted was left out.
    expect(spent.at(-1)! + 2 * budget.expected).toBeGreaterThan(0.03 * 7_200_000);
  });

  it('waits longer where the first one took more than was guessed', () => {
    const budget = new MeasuringBudget(work);
    const slow = 5 * budget.expected;
    const [first, second] = measuredAt(budget, () => slow, 36_000_000);
    expect(first! * 0.03).toBeLessThan(slow);
    expect(second! * 0.03).toBeGreaterThanOrEqual(slow);
  });
});
