import { expect, test } from 'vitest';
import type { Program } from './context/program';
import { SubmitScheduler } from './submit-scheduler';

function world(software = false) {
  const clock = { ms: 0 };
  const scheduler = new SubmitScheduler(software, () => clock.ms);
  /** Steps that take so long in all. */
  const take = (steps: number, ms: number): void => {
    const landed = scheduler.start(steps);
    clock.ms += ms;
    landed();
  };
  return { clock, scheduler, take };
}

/** A program whose calls do so much work. */
const program = (...flops: number[]): Program =>
  ({ calls: flops.map((of) => ({ dispatch: { flops: of } })) }) as unknown as Program;

test('one step at a time until it is known how long they take', () => {
  const { scheduler, take } = world();
  expect(scheduler.stepsAtOnce()).toBe(1);
  take(1, 5);
  expect(scheduler.stepsAtOnce()).toBe(10);
  take(10, 50);
  expect(scheduler.stepsAtOnce()).toBe(10);
});

test('never less than one', () => {
  const { scheduler, take } = world();
  take(1, 700);
  expect(scheduler.stepsAtOnce()).toBe(1);
});

test('one slow submit does not change everything', () => {
  const { scheduler, take } = world();
  take(1, 5);
  take(10, 500);
  expect(scheduler.stepsAtOnce()).toBeGreaterThan(1);
  for (let i = 0; i < 20; i++) take(1, 50);
  expect(scheduler.stepsAtOnce()).toBe(1);
});

test('what was submitted earlier is not counted twice', () => {
  const { clock, scheduler } = world();
  const first = scheduler.start(1);
  const second = scheduler.start(1);
  clock.ms += 10;
  first();
  clock.ms += 10;
  second();
  // Ten milliseconds each, though the second was under way for twenty.
  expect(scheduler.stepsAtOnce()).toBe(5);
});

test('short steps are submitted whole', () => {
  const { scheduler, take } = world();
  const one = program(1, 2, 3);
  expect(scheduler.partsOf(one)).toEqual([[0, 3]]);
  take(1, 90);
  expect(scheduler.partsOf(one)).toEqual([[0, 3]]);
});

test('long ones in parts of about equal work, in order and without a gap', () => {
  const { scheduler, take } = world();
  take(1, 200);
  const parts = scheduler.partsOf(program(0, 10, 10, 0, 20, 5, 5, 30, 0));
  expect(parts).toHaveLength(4);
  expect(parts[0]![0]).toBe(0);
  expect(parts.at(-1)![1]).toBe(9);
  parts.slice(1).forEach(([from], i) => expect(from).toBe(parts[i]![1]));
});

test('a program with little work is not cut to pieces of none', () => {
  const { scheduler, take } = world();
  take(1, 3000);
  for (const one of [program(1), program(0, 0), program(5, 0, 0)]) {
    const parts = scheduler.partsOf(one);
    expect(parts[0]![0]).toBe(0);
    expect(parts.at(-1)![1]).toBe(one.calls.length);
    expect(parts.every(([from, to]) => from < to)).toBe(true);
    parts.slice(1).forEach(([from], i) => expect(from).toBe(parts[i]![1]));
  }
});

test('each program has parts of its own', () => {
  const { scheduler, take } = world();
  take(1, 200);
  const [long, short] = [program(1, 1, 1, 1), program(1, 1)];
  expect(scheduler.partsOf(long).at(-1)![1]).toBe(4);
  expect(scheduler.partsOf(short).at(-1)![1]).toBe(2);
  expect(scheduler.partsOf(long).at(-1)![1]).toBe(4);
});

test('an emulated card has no desktop to hold up', () => {
  const { scheduler, take } = world(true);
  take(1, 5000);
  expect(scheduler.partsOf(program(1, 1, 1, 1))).toEqual([[0, 4]]);
});
