import { expect, it } from 'vitest';
import type { TrainerEvent } from '../contract/events';
import { METRIC_BLOCK_ROWS, METRIC_COLUMNS } from '../contract/records';
import { fakeMetrics } from '../testing/engine/fake-model';
import { FakeStore } from '../testing/engine/fake-store';
import { Journal } from './metrics-writer';
import { Keeper } from './careful-writer';
import { Pace } from './throughput';

const metrics = fakeMetrics(2);

it('[RUN3] writes rows in whole blocks and rewrites the last one until it is full', async () => {
  const store = new FakeStore();
  const events: TrainerEvent[] = [];
  const emit = (event: TrainerEvent): void => void events.push(event);
  const journal = new Journal('r', store, new Keeper('r', store, emit), emit, 0, null);
  const steps = METRIC_BLOCK_ROWS * 2 + 5;
  for (let step = 1; step <= steps; step++) {
    journal.append(step, 0, metrics, step * 10);
    journal.keepUp(step * 10);
  }
  await journal.flush(steps * 10);

  const width = METRIC_COLUMNS.length;
  const blocks = [...store.blocks.values()];
  expect(blocks.map(({ block, rows }) => [block, rows.length / width])).toEqual([
    [0, METRIC_BLOCK_ROWS],
    [1, METRIC_BLOCK_ROWS],
    [2, 5],
  ]);
  const written = blocks.flatMap(({ rows }) => [...rows]).filter((_, i) => i % width === 0);
  expect(written).toEqual(Array.from({ length: steps }, (_, i) => i + 1));
  // Ten milliseconds a step: about four messages a second, not one for each step.
  expect(events.length).toBeGreaterThan(50);
  expect(events.length).toBeLessThan(100);
});

it('takes the pace over the last seconds, pauses left out', () => {
  const pace = new Pace();
  pace.reset(0);
  expect(pace.rates()).toEqual({ steps: 0, pictures: 0 });
  for (let i = 1; i <= 100; i++) pace.mark(i * 1000, 1, 8);
  expect(pace.rates()).toEqual({ steps: 1, pictures: 8 });
  for (let i = 1; i <= 200; i++) pace.mark(100_000 + i * 100, 1, 8);
  expect(pace.rates().pictures).toBeCloseTo(80);
  pace.reset(500_000);
  pace.mark(500_500, 1, 8);
  expect(pace.rates()).toEqual({ steps: 2, pictures: 16 });
});

it('takes the pace of steps that land together', () => {
  const pace = new Pace();
  pace.reset(0);
  // So many that the first ones lie outside of the window.
  for (let i = 1; i <= 100; i++) pace.mark(i * 500, 32, 250);
  expect(pace.rates()).toEqual({ steps: 64, pictures: 500 });
});
