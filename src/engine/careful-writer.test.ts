import { describe, expect, it, vi } from 'vitest';
import { METRIC_BLOCK_ROWS, METRIC_COLUMNS } from '../contract/records';
import type { TrainerEvent } from '../contract/events';
import { fakeMetrics } from '../testing/engine/fake-model';
import { FakeStore } from '../testing/engine/fake-store';
import { harness } from '../testing/engine/session-harness';
import { aGenerator, aMetricBlock, aRun, aSample } from '../testing/records';
import { MetricsWriter } from './metrics-writer';
import { CarefulWriter } from './careful-writer';
import { failingError } from '../testing/failing';

function kept() {
  const store = new FakeStore();
  store.runs.set('r', aRun('r'));
  const events: TrainerEvent[] = [];
  const emit = (event: TrainerEvent): void => void events.push(event);
  return { store, events, emit, writer: new CarefulWriter('r', store, emit) };
}

describe('a full disk', () => {
  it('[DISK2] lets old snapshots go, says so, and writes once more', async () => {
    const { store, events, writer } = kept();
    for (const epoch of [1, 2, 3, 4, 5]) await store.putGenerator(aGenerator('r', epoch));
    store.full = true;
    expect(await writer.keep(() => store.putMetrics(aMetricBlock('r', 0)))).toBe(true);
    expect(store.generators.map(({ epoch }) => epoch)).toEqual([1, 3, 5]);
    expect(events.map(({ type }) => type)).toEqual(['keptChanged', 'notice']);
    expect(events[1]).toMatchObject({ error: { code: 'run-thinned' } });

    store.full = true;
    await writer.keep(() => store.putMetrics(aMetricBlock('r', 1)));
    expect(events.map(({ type }) => type)).toEqual([
      ...['keptChanged', 'notice'],
      ...['keptChanged', 'notice'],
    ]);
  });

  it('[DISK2] waits a moment for the room that was made', async () => {
    vi.useFakeTimers();
    try {
      const { events, emit } = kept();
      const full = failingError('storage-full', 'Full.');
      let tries = 0;
      const write = (): Promise<void> => (++tries < 4 ? Promise.reject(full) : Promise.resolve());
      const writer = new CarefulWriter('r', { thinRun: () => Promise.resolve(1) }, emit);
      const written = writer.keep(write);
      await vi.advanceTimersByTimeAsync(2_499);
      expect(tries).toBe(3);
      await vi.advanceTimersByTimeAsync(1);
      expect(await written).toBe(true);
      expect(events.map(({ type }) => type)).toEqual(['keptChanged', 'notice']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('[DISK2] writes that fail together share one thinning', async () => {
    const { store, events, writer } = kept();
    for (const epoch of [1, 2, 3, 4, 5]) await store.putGenerator(aGenerator('r', epoch));
    store.full = true;
    const both = await Promise.all([
      writer.keep(() => store.putMetrics(aMetricBlock('r', 0))),
      writer.keep(() => store.putSample(aSample('r', 6, 60))),
    ]);
    expect(both).toEqual([true, true]);
    expect(events.filter(({ type }) => type === 'keptChanged')).toHaveLength(1);
  });

  it('[DISK2] is said once where nothing is left that may go', async () => {
    const { store, events, writer } = kept();
    store.full = true;
    expect(await writer.keep(() => store.putMetrics(aMetricBlock('r', 0)))).toBe(false);
    expect(await writer.keep(() => store.putMetrics(aMetricBlock('r', 0)))).toBe(false);
    expect(events.map(({ type }) => type)).toEqual(['notice']);
    expect(events).toMatchObject([{ error: { code: 'run-not-kept' } }]);
  });

  it('[DISK2] metric blocks that could not be written are written later', async () => {
    const { store, writer, emit } = kept();
    const metricsWriter = new MetricsWriter('r', store, writer, emit, 0, null);
    store.full = true;
    const steps = METRIC_BLOCK_ROWS + 3;
    for (let step = 1; step <= steps; step++)
      metricsWriter.append(step, 0, fakeMetrics(step), step);
    await metricsWriter.flush(steps);
    expect(store.metricSteps).toEqual([]);
    store.full = false;
    await metricsWriter.flush(steps);
    expect(store.metricSteps).toEqual(Array.from({ length: steps }, (_, i) => i + 1));
  });

  it('[DISK2] a run thins itself and trains on to its end', async () => {
    const { session, store, only } = await harness({
      settings: { epochs: 12, saveEvery: 1 },
      afterStep: (_, steps) => {
        if (steps === 18 && store.generators.length > 3) store.full = true;
      },
    });
    await session.train();
    expect(store.runs.get('r')).toMatchObject({ state: 'finished', step: 36 });
    expect(store.generators.map(({ epoch }) => epoch)).toEqual([1, 3, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(only('keptChanged').length).toBeGreaterThan(0);
    expect(store.metricSteps).toHaveLength(36);
  });
});

it('[SAVE1] a journal goes on where the rows of a checkpoint end', async () => {
  const { store, writer, emit } = kept();
  const metricsWriter = new MetricsWriter('r', store, writer, emit, 0, null);
  for (let step = 1; step <= METRIC_BLOCK_ROWS + 2; step++) {
    metricsWriter.append(step, 0, fakeMetrics(step), step);
  }
  await metricsWriter.flush(1);
  const metricTail = metricsWriter.tail();
  expect(metricTail).toHaveLength(2 * METRIC_COLUMNS.length);
  const step = METRIC_BLOCK_ROWS + 2;
  const next = new MetricsWriter('r', store, writer, emit, 0, { step, metricTail });
  next.append(step + 1, 0, fakeMetrics(step + 1), 1);
  await next.flush(2);
  expect(store.metricSteps).toEqual(Array.from({ length: step + 1 }, (_, i) => i + 1));
});
