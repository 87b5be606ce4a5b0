import { Button } from '@mantine/core';
import { useStore, type StoreApi } from 'zustand';
import { PRINT_LIMITS } from '../../contract/print';
import { countOf, lookOfPrint, whyNotLarger } from '../../store/explore/print-order';
import { printable } from '../../store/explore/printed';
import type { PrintsStore } from '../../store/explore/prints';
import { exploreWords } from '../../words/explore';
import { Dialog } from '../parts/Dialog';
import { ErrorNote } from '../parts/ErrorNote';
import { WorkSign } from '../parts/WorkSign';
import { useExplore } from './explore-context';
import { PrintFields } from './PrintFields';
import { SignedNote } from './SignedNote';
import { PrintSheet } from './PrintSheet';
import classes from './Print.module.css';

/** What is chosen of a print, what comes of it, and how far the one that is being made is. */
export function PrintDialog(props: { prints: StoreApi<PrintsStore>; onClose: () => void }) {
  const { choice, making, saved, preview, error, actions } = useStore(props.prints);
  const room = useExplore((explore) => explore);
  const { opened } = room;
  const says = exploreWords().print;
  if (!opened) return null;
  const favourites = printable(room).count;
  const count = countOf(choice, favourites);
  const look = lookOfPrint(choice, opened, count);
  const whyNot = whyNotLarger(opened);
  const { width, height } = look.size;
  return (
    <Dialog title={says.open} size="lg" onClose={props.onClose}>
      <div className={classes.print}>
        <PrintFields
          choice={choice}
          look={look}
          favourites={favourites}
          canPaint={whyNot === null}
          onChange={actions.choose}
        />
        {whyNot && choice.way === 'paint' && !look.sheet && <ErrorNote error={whyNot} />}
        {count === 0 && <p role="alert">{says.noFavourites}</p>}
        <PrintSheet choice={choice} look={look} preview={preview} />
        <div>
          <p>{says.size(look.size)}</p>
          <p className={classes.quiet}>{says.comes(look)}</p>
        </div>
        {look.tooLarge && <p role="alert">{says.tooLarge(width * height, PRINT_LIMITS.pixels)}</p>}
        <SignedNote />
        {!making && (
          <div className={classes.buttons}>
            <Button
              size="sm"
              variant="filled"
              disabled={look.tooLarge || count === 0}
              onClick={() => void actions.make()}
            >
              {says.make}
            </Button>
            {look.way === 'paint' && choice.of === 'hand' && (
              <Button size="sm" onClick={() => void actions.look()}>
                {says.look}
              </Button>
            )}
          </div>
        )}
        <div role="status">
          {making && <WorkSign text={says.working} {...making} onCancel={actions.cancel} />}
          {saved && <p>{says.saved(saved, saved.count)}</p>}
        </div>
        {error && <ErrorNote error={error} />}
      </div>
    </Dialog>
  );
}
