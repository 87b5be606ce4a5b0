import { useRef, useState } from 'react';
import { samePlace, tidyPlace, type Place } from '../../contract/focus';
import type { DatasetRecord } from '../../contract/records';
import { useActions } from '../studio-context';

/** Where the point of a picture is on the page; what it is set to goes into the set, the newest of
 *  several in a row alone, and also once the dialog is closed. */
export function useMoves({ id }: DatasetRecord, picture: number, kept: Place) {
  const actions = useActions();
  const [moved, setMoved] = useState<Place | null>(null);
  const [busy, setBusy] = useState(false);
  const waiting = useRef<Place | null>(null);
  const working = useRef(false);

  const work = async (): Promise<void> => {
    working.current = true;
    setBusy(true);
    // The first change may have made a copy of the set.
    let set = id;
    let last = kept;
    try {
      while (waiting.current) {
        const next = waiting.current;
        last = next;
        waiting.current = null;
        set = await actions.moveFocus(set, picture, next);
      }
    } finally {
      working.current = false;
      setBusy(false);
    }
    // What could not be kept is not shown; what is being dragged stays under the finger.
    setMoved((now) => (now && samePlace(now, last) ? null : now));
  };

  return {
    place: moved ?? kept,
    busy,
    /** Shows the point there. */
    move: (place: Place): void => setMoved(tidyPlace(place)),
    /** Takes the crop there. */
    commit: (place: Place): void => {
      waiting.current = tidyPlace(place);
      if (!working.current) void work();
    },
  };
}
