import { Button } from '@mantine/core';
import { useActions, useStudio } from '../studio-context';
import { RunCardView } from './RunCardView';
import classes from './RunsRoom.module.css';

/** The shelves: one card for each run, the newest first. */
export default function RunsRoom() {
  const runs = useStudio((studio) => studio.runs);
  const actions = useActions();
  if (runs.length === 0) {
    return (
      <div className={classes.empty}>
        <h1>The shelves are empty</h1>
        <p>Every run is kept here with its samples, curves and generators.</p>
        <Button onClick={() => actions.goTo('train')}>Begin a run</Button>
      </div>
    );
  }
  const newestFirst = runs.toSorted((one, two) => two.run.createdAt - one.run.createdAt);
  return (
    <section className={classes.room} aria-labelledby="runs-title">
      <h1 id="runs-title" className={classes.title}>
        Runs
      </h1>
      <ul className={classes.shelves}>
        {newestFirst.map((card) => (
          <li key={card.run.id}>
            <RunCardView card={card} />
          </li>
        ))}
      </ul>
    </section>
  );
}
