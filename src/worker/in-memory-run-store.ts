import type { StudioError } from '../contract/errors';
import type { RunRecord } from '../contract/records';
import type { RecoverableRunStore } from './ready-run';

/** Stands in for the storage where a run's record could not even be created: nothing is kept, and
 *  a run that loses its engine begins again. */
export function inMemoryRunStore(created: RunRecord, reason: StudioError): RecoverableRunStore {
  let run = created;
  const refuse = (): Promise<never> => Promise.reject(reason);
  const change = (part: Partial<RunRecord>): Promise<RunRecord> => {
    run = { ...run, ...part };
    return Promise.resolve(run);
  };
  return {
    updateRun: (_, part) => change(part),
    putMetrics: refuse,
    putSample: refuse,
    putMeasures: refuse,
    putGenerator: refuse,
    putCheckpoint: refuse,
    keepBestCheckpoint: () => Promise.resolve(run),
    rewindRun: (_, to, part) =>
      change({ ...part, step: to?.step ?? 0, epoch: to?.epoch ?? 0, checkpoint: null }),
    thinRun: () => Promise.resolve(0),
    newestCheckpoint: () => Promise.resolve(undefined),
    checkpoint: () => Promise.resolve(undefined),
  };
}
