import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import { partMissing } from '../contract/fetch-part';
import { tellsOfMemory } from '../contract/shortage';
import type { Trainer } from '../contract/trainer';
import { RunMirror } from './run-mirror';
import { notFetched } from './not-fetched';
import { Unanswered } from './unanswered';
import { PATIENCE, createWatchdog, type Patience } from './watchdog';

/** The part of `Worker` used here; tests hand in fakes. */
export interface TrainingWorker {
  postMessage(command: Command): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<TrainerEvent>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/**
 * The page's end of the training worker, which is started by the first command. A worker that died
 * or answers no more is ended and replaced, and its run goes on from the newest checkpoint. One
 * that held no stored run, or was the third lost in a row, is told of as `failed` with code
 * `worker-lost`; the next command starts another.
 */
export function createTrainer(
  newWorker: () => TrainingWorker,
  patience: Patience = PATIENCE,
): Trainer {
  const listeners = new Set<(event: TrainerEvent) => void>();
  const mirror = new RunMirror();
  const unanswered = new Unanswered();
  let worker: TrainingWorker | null = null;

  const notify = (event: TrainerEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const watchdog = createWatchdog(patience, {
    ping: () => worker?.postMessage({ type: 'ping' }),
    preparing: () => mirror.preparing,
    silent: () => lose('The training worker gave no sign of life any more.', ''),
  });

  const receive = (event: TrainerEvent): void => {
    if (event.type === 'pong') return watchdog.answered(event.longestMs);
    mirror.hear(event);
    unanswered.hear(event);
    notify(event);
  };

  const end = (): void => {
    watchdog.stop();
    worker?.terminate();
    worker = null;
  };

  /** @param reason what the browser said of it; '' for nothing. */
  const lose = (message: string, reason: string): void =>
    replace(new StudioError('worker-lost', message, hintFor(mirror.stored, reason)));

  const replace = (loss: StudioError): void => {
    end();
    const { runId } = mirror;
    const error = loss.toData();
    for (const answer of unanswered.lost(error)) notify(answer);
    const commands = mirror.takeOver(error);
    if (!commands || runId === null) return notify({ type: 'failed', runId, error });
    notify({ type: 'recovering', runId, lost: 'worker' });
    for (const command of commands) post(command);
  };

  const start = (): TrainingWorker => {
    const started = newWorker();
    // What an ended worker had still sent must not be taken for its successor's.
    const current = (): boolean => worker === started;
    let spoke = false;
    started.onmessage = ({ data }) => {
      spoke = true;
      if (current()) receive(data);
    };
    started.onerror = (event) => {
      // Said by the event alone; without this it would also be logged as uncaught.
      event.preventDefault();
      if (!current()) return;
      if (notFetched(event, spoke)) return replace(partMissing('The worker that trains'));
      const { message } = event;
      const why = message || 'the browser gave no reason.';
      lose(`The training worker stopped: ${why}`, message);
    };
    started.onmessageerror = () => {
      const what = 'A message from the training worker could not be read.';
      if (current()) lose(what, what);
    };
    watchdog.start();
    return started;
  };

  const post = (command: Command): void => {
    try {
      worker ??= start();
    } catch (cause) {
      const { message } = StudioError.from(cause);
      return lose(`The training worker could not be started: ${message}`, message);
    }
    worker.postMessage(command);
  };

  return {
    send(command) {
      mirror.sent(command);
      unanswered.sent(command);
      post(command);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      end();
      listeners.clear();
    },
  };
}

/** A browser that ends a worker for want of memory gives no reason, or says so. */
function hintFor(stored: boolean, reason: string): string {
  const memory =
    reason === '' || tellsOfMemory(reason)
      ? 'Where memory is short, close other tabs and programs that take much of it. '
      : 'Reload the page. ';
  return stored
    ? `${memory}Then go on with the run from where it was saved; nothing kept before is lost.`
    : `${memory}Then start again; if it stops again, try a smaller batch or another engine.`;
}
