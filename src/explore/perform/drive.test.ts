import { expect, it } from 'vitest';
import { Glides, performed, type Modulation } from './drive';
import { SILENCE } from './sound';
import { RANGES, along, rangeOf, restOf, shareOf, valueAt } from './targets';

const AT_REST = Object.fromEntries(Object.keys(RANGES).map((name) => [name, restOf(name)]));
const walk = { kind: 'seed', seed: 4 } as const;

it('says values and shares of each range there and back', () => {
  for (const target of [...Object.keys(RANGES), along('a1')]) {
    const range = rangeOf(target)!;
    expect([valueAt(range, 0), valueAt(range, 1)]).toEqual([range.min, range.max]);
    for (const share of [0, 0.1, 0.5, 1]) {
      expect(shareOf(range, valueAt(range, share))).toBeCloseTo(share);
    }
    expect(valueAt(range, restOf(target))).toBeCloseTo(range.begins);
  }
  expect(valueAt(RANGES.speed, 0.5)).toBe(1);
  expect(rangeOf('next')).toBeNull();
});

it('[PERF1] leaves the walk as it is until something is set', () => {
  const glides = new Glides(AT_REST);
  glides.step(AT_REST, 0.02);
  const driven = glides.driven({}, SILENCE);
  expect(driven).toEqual({ speed: 0.5, truncation: 1, distance: 0, moves: [] });
  expect(performed(walk, driven, 1)).toBe(walk);
});

it('[PERF1] glides to where a knob stands, and is there exactly at last', () => {
  const glides = new Glides(AT_REST);
  const goals = { ...AT_REST, distance: 1, 'along:a1': 1 };
  glides.step(goals, 0.02);
  const first = glides.driven({}, SILENCE);
  expect(first.distance).toBeCloseTo(1 - Math.exp(-0.02 / 0.08), 3);
  expect(first.moves[0]!.amount).toBeCloseTo(4 * (1 - Math.exp(-0.02 / 0.08)), 2);
  for (let i = 0; i < 60; i++) glides.step(goals, 0.02);
  const driven = glides.driven({}, SILENCE);
  expect(driven).toMatchObject({ distance: 1, moves: [{ direction: 'a1', amount: 4 }] });
  expect(performed(walk, { ...driven, distance: 0.5 }, 7)).toEqual({
    kind: 'moved',
    of: { kind: 'near', of: walk, seed: 7, distance: 0.5 },
    moves: [{ direction: 'a1', amount: 4 }],
  });
});

it('[PERF4] adds a sound to a value, up or down, and no farther than its range goes', () => {
  const glides = new Glides(AT_REST);
  glides.step({ ...AT_REST, 'along:a1': 0.5 }, 1);
  const by = (target: string, modulation: Modulation) =>
    glides.driven({ [target]: modulation }, { ...SILENCE, low: 0.5 });
  expect(by('distance', { source: 'low', amount: 0.6 }).distance).toBe(0.3);
  expect(by('distance', { source: 'low', amount: -0.6 }).distance).toBe(0);
  expect(by('distance', { source: 'high', amount: 1 }).distance).toBe(0);
  expect(by('along:a1', { source: 'low', amount: -1 }).moves).toEqual([
    { direction: 'a1', amount: -4 },
  ]);
});
