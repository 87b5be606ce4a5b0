import { kindOf } from '../../contract/errors';
import { useState } from 'react';
import { ErrorNote } from '../parts/ErrorNote';
import { Guard } from '../parts/Guard';
import { HiddenTitle } from '../parts/HiddenTitle';
import { lazyPart } from '../parts/lazy-part';
import { useStudio } from '../studio-context';
import { Arriving } from './Arriving';
import { EmptyGrid } from './EmptyGrid';
import { SetBar, type Panel } from './SetBar';
import { PictureGrid } from './PictureGrid';
import classes from './PicturesRoom.module.css';

const FocusDialog = lazyPart('focus-point', () => import('./FocusDialog'));

/** The picture grid: what the network will see. */
export function PicturesRoom() {
  const working = useStudio((studio) => studio.intake.working);
  // Kept here, so that it stays open while a change prepares the set again.
  const [panel, setPanel] = useState<Panel | null>(null);
  const error = useStudio((studio) => studio.intake.error);
  const set = useStudio(
    ({ datasets, datasetId }) => datasets.find(({ id }) => id === datasetId) ?? null,
  );
  // Kept here, since the picture grid of a copy is another one.
  const [focused, setFocused] = useState<number | null>(null);
  if (working && focused !== null) setFocused(null);
  const cropped = set?.crop === 'centre' && !set.painted;
  return (
    <>
      {error && kindOf(error) !== 'cancelled' && !working && (
        <div className={classes.error}>
          <ErrorNote error={error} />
        </div>
      )}
      {working ? (
        <Arriving />
      ) : set ? (
        <>
          <HiddenTitle given>{set.name}</HiddenTitle>
          <SetBar set={set} panel={panel} onPanel={setPanel} />
          <PictureGrid key={set.id} set={set} onFocusPoint={cropped ? setFocused : undefined} />
          {cropped && focused !== null && (
            <Guard onClose={() => setFocused(null)}>
              <FocusDialog
                set={set}
                picture={focused}
                onPicture={setFocused}
                onClose={() => setFocused(null)}
              />
            </Guard>
          )}
        </>
      ) : (
        <EmptyGrid />
      )}
    </>
  );
}
