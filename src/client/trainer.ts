import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { Trainer } from '../contract/trainer';

/** The part of `Worker` used here; tests hand in fakes. */
export interface TrainingWorker {
  postMessage(command: Command): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<TrainerEvent>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/**
 * The page's end of the training worker. The worker is started by the first command; one that died
 * is told of as `failed` with code `worker-lost`, and the next command starts another.
 */
export function createTrainer(newWorker: () => TrainingWorker): Trainer {
  const listeners = new Set<(event: TrainerEvent) => void>();
  let worker: TrainingWorker | null = null;
  /** The run that the worker holds, as far as it told. */
  let runId: string | null = null;

  const tell = (event: TrainerEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const receive = (event: TrainerEvent): void => {
    if (event.type === 'run') runId = isOver(event.run.state) ? null : event.run.id;
    tell(event);
  };

  const lose = (message: string): void => {
    worker?.terminate();
    worker = null;
    const lostRun = runId;
    runId = null;
    const error = new StudioError(
      'worker-lost',
      message,
      'What was kept so far is safe. Start again; choose a smaller batch or image size if it happens again.',
    );
    tell({ type: 'failed', runId: lostRun, error: error.toData() });
  };

  const start = (): TrainingWorker => {
    const started = newWorker();
    started.onmessage = ({ data }) => receive(data);
    started.onerror = (event) => {
      // Said by the event alone; without this it would also be logged as uncaught.
      event.preventDefault();
      lose(`The training worker stopped: ${event.message || 'the browser gave no reason.'}`);
    };
    started.onmessageerror = () => lose('A message from the training worker could not be read.');
    return started;
  };

  return {
    send(command) {
      worker ??= start();
      worker.postMessage(command);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      worker?.terminate();
      worker = null;
      listeners.clear();
    },
  };
}

function isOver(state: string): boolean {
  return !['preparing', 'running', 'paused'].includes(state);
}
