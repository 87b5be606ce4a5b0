import { useEffect, useState } from 'react';
import { includedPictures } from '../../contract/choice';
import { pictureLength } from '../../contract/picture-shape';
import type { DatasetRecord, RunRecord } from '../../contract/records';
import { lookAtSet, lookedAt, type SetLook } from '../../findings/looks/looks';
import { useActions, useStudio } from '../studio-context';
import { sparing } from './sparing';

/** Of the run that was looked at last: its set is looked at once, however often the page shows it. */
let last: { readonly runId: string; readonly look: SetLook | null } | null = null;

const known = (runId: string): SetLook | null => (last?.runId === runId ? last.look : null);

/** A look at the pictures that a run learns from; null until it was taken, and where the set is gone. */
export function useSetLook(run: RunRecord): SetLook | null {
  const actions = useActions();
  const set = useStudio(({ datasets }) => datasets.find(({ id }) => id === run.datasetId) ?? null);
  const [look, setLook] = useState(() => known(run.id));
  const { id, choice } = run;
  useEffect(() => {
    if (!set || last?.runId === id) return;
    const ended = new AbortController();
    const { signal } = ended;
    take(set, choice ?? set, (place) => actions.picture(set.id, place), signal).then(
      (taken) => {
        if (signal.aborted) return;
        last = { runId: id, look: taken };
        setLook(taken);
      },
      () => {
        // Another run is shown, or the set was deleted meanwhile.
      },
    );
    return () => ended.abort();
    // A set that is renamed stays the same set; a run's choice never changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [actions, id, set?.id]);
  return look;
}

function take(
  set: DatasetRecord,
  choice: Parameters<typeof includedPictures>[1],
  picture: (place: number) => Promise<Uint8Array>,
  signal: AbortSignal,
): Promise<SetLook | null> {
  const included = includedPictures(set, choice);
  const places = lookedAt(included.length, pictureLength(set.shape)).map((n) => included[n]!);
  return lookAtSet(set.shape, places, picture, sparing(signal));
}
