import { drawingFailure } from '../parts/drawing-failure';
import classes from './NothingDrawn.module.css';

/** In place of the whole page, where its frame could not be drawn. Uses nothing that may have failed. */
export function NothingDrawn(props: { error: unknown; onAgain?: () => void }) {
  return (
    <main className={classes.page} role="alert">
      <h1>The studio cannot be drawn</h1>
      <p>{drawingFailure(props.error).message}</p>
      <p>
        What is stored is not lost. A run that is under way goes on without this page being drawn,
        and is saved as before.
      </p>
      {props.onAgain && (
        <p>
          <button type="button" onClick={props.onAgain}>
            Try again
          </button>
        </p>
      )}
      <p>
        Where that does not help, load the page again: it costs at most what was trained since the
        last save.
      </p>
    </main>
  );
}
