import type { Context } from './context';

/** This tab's claim to the run it trains, and to the set the run learns from. */
export interface TrainingClaim {
  /** @returns false where another tab holds the run. */
  take(runId: string, datasetId: string): Promise<boolean>;
  /** Lets other tabs know that the run is not trained here any more. */
  release(runId: string): void;
  dispose(): void;
  /** Runs `work` unless an earlier one is still under way: a second press of a button.
   *  @returns whether it ran. */
  once(work: () => Promise<void>): Promise<boolean>;
}

export const runClaim = (runId: string): string => `run:${runId}`;
export const setClaim = (datasetId: string): string => `set:${datasetId}`;

export function trainingClaim(context: Context): TrainingClaim {
  const { claims } = context.ports.tabs;
  const held = new Map<string, readonly (() => void)[]>();
  let beginning = false;

  const release = (runId: string): void => {
    for (const letGo of held.get(runId) ?? []) letGo();
    held.delete(runId);
  };

  return {
    async take(runId, datasetId) {
      const run = await claims.take(runClaim(runId));
      if (!run) return false;
      // Several tabs may learn from one set; none deletes it meanwhile.
      held.set(runId, [run, claims.hold(setClaim(datasetId))]);
      return true;
    },
    release,
    dispose: () => [...held.keys()].forEach(release),
    async once(work) {
      if (beginning) return false;
      beginning = true;
      try {
        await work();
        return true;
      } finally {
        beginning = false;
      }
    },
  };
}
