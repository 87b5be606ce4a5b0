import { useEffect, useState } from 'react';
import type { DatasetRecord } from '../../contract/records';
import { toRgba } from '../../contract/rgba';
import { useActions } from '../studio-context';

/** One picture of a set as RGBA, [height, width, 4]; null until it was read. */
export function usePicture(
  set: DatasetRecord,
  index: number,
): Uint8ClampedArray<ArrayBuffer> | null {
  const actions = useActions();
  const [rgba, setRgba] = useState<Uint8ClampedArray<ArrayBuffer> | null>(null);
  const { id, shape, createdAt } = set;
  useEffect(() => {
    let gone = false;
    actions.picture(id, index).then(
      (pixels) => {
        if (!gone) setRgba(toRgba(pixels, shape));
      },
      () => {
        // The set was deleted meanwhile; the tile goes with it.
      },
    );
    return () => {
      gone = true;
    };
    // What was changed in a set counts as made anew.
  }, [actions, id, index, shape, createdAt]);
  return rgba;
}

/** Path of a picture's original; empty until it was read. */
export function usePath({ id }: DatasetRecord, index: number): string {
  const actions = useActions();
  const [path, setPath] = useState('');
  useEffect(() => {
    let gone = false;
    actions.picturePath(id, index).then(
      (found) => {
        if (!gone) setPath(found);
      },
      () => {
        // The set was deleted meanwhile; the tile goes with it.
      },
    );
    return () => {
      gone = true;
    };
  }, [actions, id, index]);
  return path;
}
