import type { StudioError } from '../contract/errors';
import type { RunRecord } from '../contract/records';
import type { RunStore } from '../engine/run-store';

/** Stands in for the storage where a run's record could not even be created: nothing is kept. */
export function unkept(run: RunRecord, reason: StudioError): RunStore {
  const refuse = (): Promise<never> => Promise.reject(reason);
  return {
    updateRun: (_, change) => Promise.resolve({ ...run, ...change }),
    putMetrics: refuse,
    putSample: refuse,
    putGenerator: refuse,
  };
}
