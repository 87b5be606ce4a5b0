import { useEffect, useState } from 'react';
import type { KeptGenerator } from '../../contract/commands';
import type { RunRecord } from '../../contract/records';
import { keptGroups } from '../../nets/kept-generator';
import { useActions, useStudio } from '../studio-context';

/** A run, and its kept generators. */
export interface KeptOfRun {
  readonly run: RunRecord;
  /** Ascending, one at least. */
  readonly epochs: readonly number[];
  /** That with the best measure, where it is kept. */
  readonly best: number | null;
}

/** All runs that have a generator, the newest run first; null until that is known. */
export function useGenerators(): readonly KeptOfRun[] | null {
  const runs = useStudio((studio) => studio.runs);
  const actions = useActions();
  const [kept, setKept] = useState<readonly KeptOfRun[] | null>(null);
  // Epochs come while a run trains.
  const key = runs.map(({ run }) => `${run.id} ${run.epoch} ${run.state}`).join();
  useEffect(() => {
    let current = true;
    const { storage, report } = actions.exploring();
    const look = async (): Promise<void> => {
      const found = await Promise.all(
        runs.map(async ({ run }) => ({ run, epochs: await storage.generatorEpochs(run.id) })),
      );
      if (!current) return;
      setKept(
        found
          .filter(({ epochs }) => epochs.length > 0)
          .map(({ run, epochs }) => {
            const best = run.bestCheckpoint?.epoch ?? null;
            return { run, epochs, best: best !== null && epochs.includes(best) ? best : null };
          })
          .sort((one, other) => other.run.createdAt - one.run.createdAt),
      );
    };
    look().catch(report);
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` tells what is asked for of `runs`.
  }, [key, actions]);
  return kept;
}

/** What is explored of a run first: its best generator, else its newest. */
export function firstOf({ run, epochs, best }: KeptOfRun): KeptGenerator {
  return { runId: run.id, epoch: best ?? epochs.at(-1)!, weights: keptGroups(run.settings)[0]! };
}
