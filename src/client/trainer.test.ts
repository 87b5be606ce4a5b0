import { afterEach, expect, it, vi } from 'vitest';
import type { Command } from '../contract/commands';
import type { TrainerEvent } from '../contract/events';
import type { RunState } from '../contract/records';
import { aRun } from '../testing/records';
import { createTrainer, type TrainingWorker } from './trainer';
import { PATIENCE } from './watchdog';
import { failing } from '../testing/failing';

const start: Command = { type: 'start', run: aRun('r', { state: 'preparing' }) };
const startSecond: Command = { type: 'start', run: aRun('second', { state: 'preparing' }) };
const saved = { runId: 'r', step: 5, epoch: 1, savedAt: 1, bytes: 1, stallMs: 1 };

const close: (() => void)[] = [];
afterEach(() => {
  for (const each of close.splice(0)) each();
  vi.useRealTimers();
});

class FakeWorker implements TrainingWorker {
  readonly received: Command[] = [];
  ended = false;
  onmessage: TrainingWorker['onmessage'] = null;
  onerror: TrainingWorker['onerror'] = null;
  onmessageerror: TrainingWorker['onmessageerror'] = null;
  postMessage(command: Command): void {
    this.received.push(command);
  }
  terminate(): void {
    this.ended = true;
  }
  notify(data: TrainerEvent): void {
    this.onmessage?.(new MessageEvent('message', { data }));
  }
  die(message: string): void {
    this.onerror?.(Object.assign(new Event('error'), { message }) as ErrorEvent);
  }
}

function setUp(): {
  workers: FakeWorker[];
  events: TrainerEvent[];
  trainer: ReturnType<typeof createTrainer>;
} {
  const workers: FakeWorker[] = [];
  const trainer = createTrainer(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  close.push(() => trainer.dispose());
  const events: TrainerEvent[] = [];
  trainer.subscribe((event) => events.push(event));
  return { workers, events, trainer };
}

it('starts the worker with the first command and passes both ways', () => {
  const { workers, events, trainer } = setUp();
  expect(workers).toHaveLength(0);
  trainer.send({ type: 'probe', choice: 'automatic' });
  trainer.send({ type: 'pause' });
  expect(workers).toHaveLength(1);
  expect(workers[0]!.received).toEqual([{ type: 'probe', choice: 'automatic' }, { type: 'pause' }]);
  workers[0]!.notify({ type: 'run', run: aRun('r'), preparing: null });
  expect(events).toHaveLength(1);
});

/** A worker that trains a run. */
function training(state: RunState = 'running'): ReturnType<typeof setUp> {
  const world = setUp();
  world.trainer.send(start);
  world.workers[0]!.notify({ type: 'run', run: aRun('r', { state }), preparing: null });
  return world;
}

it('[SAVE10] replaces a worker that died, and lets its run go on', () => {
  const { workers, events } = training();
  workers[0]!.die('out of memory');
  expect(workers[0]!.ended).toBe(true);
  expect(workers).toHaveLength(2);
  const said = { said: 'out of memory', memory: true, heldRun: true };
  const notified = { code: 'training-worker-stopped', params: said };
  expect(workers[1]!.received).toEqual([
    {
      type: 'continue',
      runId: 'r',
      from: 'newest',
      learningRates: null,
      epochs: null,
      incident: { error: expect.objectContaining(notified) as unknown, losses: 1 },
    },
  ]);
  expect(events.at(-1)).toEqual({ type: 'recovering', runId: 'r', lost: 'worker' });
  expect(events.some(({ type }) => type === 'failed')).toBe(false);
});

it('[WEB6] tells of a worker that cannot be started, and answers what was asked', () => {
  const events: TrainerEvent[] = [];
  const trainer = createTrainer(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
  trainer.subscribe((event) => events.push(event));
  trainer.send({ type: 'probe', choice: 'wasm' });
  const error = {
    code: 'training-worker-not-started',
    params: { said: 'The operation is insecure.' },
  };
  expect(events).toMatchObject([
    { type: 'engineFailed', choice: 'wasm', error },
    { type: 'failed', runId: null, error },
  ]);
});

it.each([
  ['', true],
  ['out of memory', true],
  ['Uncaught TypeError: x is undefined', false],
])('tells a lack of memory only where there may have been one: %j', (message, memory) => {
  const { workers, events, trainer } = setUp();
  trainer.send({ type: 'probe', choice: 'wasm' });
  workers[0]!.notify({ type: 'pong', longestMs: 1 });
  workers[0]!.die(message);
  expect(events.find(({ type }) => type === 'failed')).toMatchObject({
    error: { code: 'training-worker-stopped', params: { memory, heldRun: false } },
  });
});

it('[SAVE16] a run that is taken back to its best is so by the next worker, and once', () => {
  const { workers, trainer } = setUp();
  const learningRates = { generator: 1e-4, discriminator: 1e-5 };
  trainer.send({
    ...{ type: 'continue', runId: 'r', from: 'best', learningRates },
    ...{ epochs: null, incident: null },
  });
  // Lost before it was taken back.
  workers[0]!.die('');
  expect(workers[1]!.received).toMatchObject([{ type: 'continue', from: 'best', learningRates }]);
  workers[1]!.notify({ type: 'keptChanged', runId: 'r' });
  workers[1]!.notify({ type: 'checkpointSaved', ...saved });
  workers[1]!.die('');
  // From there on it has newer ones.
  expect(workers[2]!.received).toMatchObject([{ type: 'continue', from: 'newest', learningRates }]);
});

it('[SAVE10] what was wished for holds in the new worker: pause, rates, epochs, stop', () => {
  const { workers, trainer } = setUp();
  const learningRates = { generator: 1e-4, discriminator: 1e-5 };
  trainer.send({
    type: 'continue',
    runId: 'r',
    from: 'newest',
    learningRates,
    epochs: 40,
    incident: null,
  });
  trainer.send({ type: 'pause' });
  // Lost before it told of anything.
  workers[0]!.die('');
  expect(workers[1]!.received).toMatchObject([
    { type: 'continue', runId: 'r', from: 'newest', learningRates, epochs: 40 },
    { type: 'pause' },
  ]);
  trainer.send({ type: 'resume' });
  trainer.send({ type: 'setLearningRates', generator: 2, discriminator: 3 });
  workers[1]!.notify({ type: 'checkpointSaved', ...saved });
  workers[1]!.die('');
  expect(workers[2]!.received).toMatchObject([
    { type: 'continue', learningRates: { generator: 2, discriminator: 3 }, epochs: 40 },
  ]);
  trainer.send({ type: 'stop' });
  workers[2]!.die('');
  expect(workers[3]!.received.map(({ type }) => type)).toEqual(['continue', 'stop']);
});

it('[PAGE9] a worker that could not be fetched is told so, not as a lack of memory', () => {
  const { workers, events, trainer } = setUp();
  trainer.send({ type: 'probe', choice: 'automatic' });
  workers[0]!.die('');
  expect(events).toMatchObject([
    { type: 'engineFailed', error: { code: 'part-missing' } },
    {
      type: 'failed',
      runId: null,
      error: { code: 'part-missing', params: { part: 'training-worker' } },
    },
  ]);
});

it('[SAVE10] after three workers lost in a row it fails; a checkpoint between starts the count anew', () => {
  const { workers, events } = training();
  const failures = (): TrainerEvent[] => events.filter(({ type }) => type === 'failed');
  workers[0]!.die('');
  workers[1]!.die('');
  workers[2]!.notify({ type: 'checkpointSaved', ...saved });
  workers[2]!.die('');
  workers[3]!.die('');
  expect(failures()).toEqual([]);
  workers[4]!.die('out of memory');
  expect(failures()).toMatchObject([
    { runId: 'r', error: { code: 'training-worker-stopped', params: { heldRun: true } } },
  ]);
  expect(workers).toHaveLength(5);
});

it('[SAVE10] a worker that answers no more is ended and replaced', () => {
  vi.useFakeTimers();
  const { workers, events } = training();
  workers[0]!.notify({ type: 'metrics', runId: 'r', rows: new Float64Array(6) });
  vi.advanceTimersByTime(PATIENCE.tickMs);
  expect(workers[0]!.received.at(-1)).toEqual({ type: 'ping' });
  workers[0]!.notify({ type: 'pong', longestMs: 12 });
  expect(events.some(({ type }) => type === 'pong')).toBe(false);
  vi.advanceTimersByTime(PATIENCE.trainingMs);
  expect(workers).toHaveLength(1);
  vi.advanceTimersByTime(2 * PATIENCE.tickMs);
  expect(workers).toHaveLength(2);
  expect(workers[0]!.ended).toBe(true);
  expect(workers[1]!.received[0]).toMatchObject({
    type: 'continue',
    incident: { error: { code: 'training-worker-silent' } },
  });
});

it('a worker lost before its run had a record is told of, and the next command starts another', () => {
  const { workers, events, trainer } = setUp();
  trainer.send(start);
  workers[0]!.die('no memory');
  expect(events).toMatchObject([
    { type: 'failed', runId: 'r', error: { code: 'training-worker-stopped' } },
  ]);
  expect(workers).toHaveLength(1);
  trainer.send(start);
  expect(workers[1]!.received).toEqual([start]);
});

it('a run that is over is not gone on with', () => {
  const { workers, events, trainer } = training('finished');
  workers[0]!.onmessageerror?.(new MessageEvent('messageerror'));
  expect(events.at(-1)).toMatchObject({ type: 'failed', runId: null });
  expect(workers).toHaveLength(1);
  trainer.send({ type: 'probe', choice: 'cpu' });
  expect(workers).toHaveLength(2);
});

it('a second run that is refused does not hide the first', () => {
  const { workers, trainer } = training();
  trainer.send(startSecond);
  const error = failing('unexpected', 'One trains at a time.');
  workers[0]!.notify({ type: 'failed', runId: 'second', error });
  workers[0]!.die('');
  expect(workers[1]!.received).toMatchObject([{ type: 'continue', runId: 'r' }]);
});

it('questions that a lost worker left open are answered, those it answered are not', () => {
  const { workers, events, trainer } = setUp();
  const latents = new Float32Array(4);
  const of = { runId: 'r', epoch: 1, weights: 'weights', engine: 'cpu' } as const;
  const ask = { type: 'paint', ...of, latents } as const;
  trainer.send({ ...ask, requestId: 1 });
  trainer.send({ ...ask, requestId: 2 });
  trainer.send({ type: 'openPainter', ...of });
  trainer.send({ type: 'probe', choice: 'wasm' });
  workers[0]!.notify({
    type: 'painted',
    requestId: 1,
    shape: { height: 4, width: 4 },
    pictures: [],
  });
  workers[0]!.die('');
  expect(events.slice(1)).toMatchObject([
    { type: 'painterFailed', runId: 'r', epoch: 1, error: { code: 'training-worker-stopped' } },
    { type: 'paintFailed', requestId: 2, error: { code: 'training-worker-stopped' } },
    { type: 'engineFailed', choice: 'wasm', error: { code: 'training-worker-stopped' } },
    { type: 'failed', runId: null },
  ]);
});

it('what an ended worker had still sent is not heard', () => {
  const { workers, events } = training();
  const late = workers[0]!.onmessage;
  workers[0]!.die('');
  const count = events.length;
  const data: TrainerEvent = { type: 'run', run: aRun('r', { state: 'stopped' }), preparing: null };
  late?.(new MessageEvent('message', { data }));
  expect(events).toHaveLength(count);
});

it('ends the worker and forgets its listeners when disposed of', () => {
  const { workers, events, trainer } = setUp();
  trainer.send({ type: 'pause' });
  const { onmessage } = workers[0]!;
  trainer.dispose();
  expect(workers[0]!.ended).toBe(true);
  onmessage?.(
    new MessageEvent('message', { data: { type: 'run', run: aRun('r'), preparing: null } }),
  );
  expect(events).toEqual([]);
});
