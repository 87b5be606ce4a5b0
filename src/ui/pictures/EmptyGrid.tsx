import { ChooseButtons, ChooseNote } from './ChooseButtons';
import { words } from '../../words';
import classes from './EmptyGrid.module.css';

/** Before the first drop: one large calm area, one sentence. */
export function EmptyGrid() {
  return (
    <section className={classes.area} aria-labelledby="drop-sentence">
      <div className={classes.inside}>
        <Frames />
        <h1 id="drop-sentence" className={classes.sentence}>
          {words().pictures.empty}
        </h1>
        <div className={classes.buttons}>
          <ChooseButtons size="md" variant="default" />
        </div>
        <ChooseNote />
      </div>
    </section>
  );
}

/** Three empty frames on a wall. */
const Frames = () => (
  <svg viewBox="0 0 120 56" width="150" height="70" aria-hidden className={classes.frames}>
    <rect x="2" y="14" width="28" height="36" rx="1" />
    <rect x="40" y="4" width="46" height="46" rx="1" />
    <rect x="96" y="22" width="22" height="28" rx="1" />
  </svg>
);
