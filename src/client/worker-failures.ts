import { StudioError } from '../contract/errors';
import type { LostWorker, ProgramPart } from '../contract/errors/studio';
import { partMissing } from '../contract/fetch-part';
import type { OrderWorker } from './carry';
import { lost } from './lost-worker';
import { notFetched } from './not-fetched';

/** How the failures of a worker are told. */
export interface FailureNames {
  /** Of its script, which the server may not give. */
  readonly part: ProgramPart;
  readonly stopped: (said: LostWorker) => StudioError;
  readonly unreadable: () => StudioError;
}

/** A worker that carries a file out or in. */
export const OF_FILES: FailureNames = {
  part: 'file-worker',
  stopped: (said) => new StudioError('file-worker-stopped', said),
  unreadable: () => new StudioError('file-worker-unreadable'),
};

/**
 * Hears that a worker ended, could not start, or answered what cannot be read.
 * @param heard whether it has answered by then: one that has was fetched.
 */
export function hearFailures(
  worker: Pick<OrderWorker<never, never>, 'onerror' | 'onmessageerror'>,
  names: FailureNames,
  heard: () => boolean,
  fail: (error: StudioError) => void,
): void {
  worker.onerror = (event) => {
    // Said by whoever waits alone; without this it would also be logged as uncaught.
    event.preventDefault();
    fail(notFetched(event, heard()) ? partMissing(names.part) : names.stopped(lost(event.message)));
  };
  worker.onmessageerror = () => fail(names.unreadable());
}
