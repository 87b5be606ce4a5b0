import { expect, it } from 'vitest';
import type { Command } from '../contract/commands';
import type { TrainerEvent } from '../contract/events';
import { aRun } from '../testing/records';
import { createTrainer, type TrainingWorker } from './trainer';

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
  tell(data: TrainerEvent): void {
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
  workers[0]!.tell({ type: 'run', run: aRun('r'), detail: '' });
  expect(events).toHaveLength(1);
});

it('tells of a worker that died, names its run, and starts another with the next command', () => {
  const { workers, events, trainer } = setUp();
  trainer.send({ type: 'pause' });
  workers[0]!.tell({ type: 'run', run: aRun('r', { state: 'running' }), detail: '' });
  workers[0]!.die('out of memory');
  expect(workers[0]!.ended).toBe(true);
  const failed = events.at(-1)!;
  expect(failed).toMatchObject({ type: 'failed', runId: 'r', error: { code: 'worker-lost' } });
  expect(failed).toHaveProperty('error.message', expect.stringContaining('out of memory'));

  trainer.send({ type: 'probe', choice: 'cpu' });
  expect(workers).toHaveLength(2);
  workers[1]!.onmessageerror?.(new MessageEvent('messageerror'));
  // The first worker's run is over with it; the second held none.
  expect(events.at(-1)).toMatchObject({ type: 'failed', runId: null });
});

it('ends the worker and forgets its listeners when disposed of', () => {
  const { workers, events, trainer } = setUp();
  trainer.send({ type: 'pause' });
  const { onmessage } = workers[0]!;
  trainer.dispose();
  expect(workers[0]!.ended).toBe(true);
  onmessage?.(new MessageEvent('message', { data: { type: 'run', run: aRun('r'), detail: '' } }));
  expect(events).toEqual([]);
});
