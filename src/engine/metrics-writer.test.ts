import { expect, it } from 'vitest';
import type { TrainerEvent } from '../contract/events';
import { METRIC_BLOCK_ROWS, METRIC_COLUMNS } from '../contract/records';
import { fakeMetrics } from '../testing/engine/fake-model';
import { FakeStore } from '../testing/engine/fake-store';
import { aRun } from '../testing/records';
import { MetricsWriter } from './metrics-writer';
import { CarefulWriter } from './careful-writer';
import { Throughput } from './throughput';

const metrics = fakeMetrics(2);

it('[RUN3] writes rows in whole blocks and rewrites the last one until it is full', async () => {
  const store = new FakeStore();
  store.runs.set('r', aRun('r'));
  const events: TrainerEvent[] = [];
  const emit = (event: TrainerEvent): void => void events.push(event);
  const metricsWriter = new MetricsWriter(
    'r',
    store,
    new CarefulWriter('r', store, emit),
    emit,
    0,
    null,
  );
  const steps = METRIC_BLOCK_ROWS * 2 + 5;
  for (let step = 1; step <= steps; step++) {
    metricsWriter.append(step, 0, metrics, step * 10);
    metricsWriter.keepUp(step * 10);
  }
  await metricsWriter.flush(steps * 10);

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
  const throughput = new Throughput();
  throughput.reset(0);
  expect(throughput.rates()).toEqual({ steps: 0, pictures: 0 });
  for (let i = 1; i <= 100; i++) throughput.mark(i * 1000, 1, 8);
  expect(throughput.rates()).toEqual({ steps: 1, pictures: 8 });
  for (let i = 1; i <= 200; i++) throughput.mark(100_000 + i * 100, 1, 8);
  expect(throughput.rates().pictures).toBeCloseTo(80);
  throughput.reset(500_000);
  throughput.mark(500_500, 1, 8);
  expect(throughput.rates()).toEqual({ steps: 2, pictures: 16 });
});

it('takes the pace of steps that land together', () => {
  const throughput = new Throughput();
  throughput.reset(0);
  // So many that the first ones lie outside of the window.
  for (let i = 1; i <= 100; i++) throughput.mark(i * 500, 32, 250);
  expect(throughput.rates()).toEqual({ steps: 64, pictures: 500 });
});
