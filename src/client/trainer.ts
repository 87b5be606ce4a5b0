import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import { partMissing } from '../contract/fetch-part';
import type { Trainer } from '../contract/trainer';
import { RunMirror } from './run-mirror';
import { lost } from './lost-worker';
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
    silent: () => replace(new StudioError('training-worker-silent', heldRun())),
  });

  const receive = (event: TrainerEvent): void => {
    if (event.type === 'pong') return watchdog.answered(event.longestMs);
    mirror.hear(event);
    unanswered.hear(event);
    notify(event);
  };

  const heldRun = () => ({ heldRun: mirror.stored });

  const end = (): void => {
    watchdog.stop();
    worker?.terminate();
    worker = null;
  };

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
      if (notFetched(event, spoke)) return replace(partMissing('training-worker'));
      replace(new StudioError('training-worker-stopped', { ...lost(event.message), ...heldRun() }));
    };
    started.onmessageerror = () => {
      if (current()) replace(new StudioError('training-worker-unreadable', heldRun()));
    };
    watchdog.start();
    return started;
  };

  const post = (command: Command): void => {
    try {
      worker ??= start();
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause);
      const params = { ...lost(said), ...heldRun() };
      return replace(new StudioError('training-worker-not-started', params, { cause }));
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
