import { drawingFailure } from '../parts/drawing-failure';
import { words } from '../../words';
import classes from './NothingDrawn.module.css';

/** In place of the whole page, where its frame could not be drawn. Uses nothing that may have failed. */
export function NothingDrawn(props: { error: unknown; onAgain?: () => void }) {
  const { title, kept, again } = words().frame.nothingDrawn;
  return (
    <main className={classes.page} role="alert">
      <h1>{title}</h1>
      <p>{drawingFailure(props.error).message}</p>
      <p>{kept}</p>
      {props.onAgain && (
        <p>
          <button type="button" onClick={props.onAgain}>
            {words().parts.tryAgain}
          </button>
        </p>
      )}
      <p>{again}</p>
    </main>
  );
}
