import { Button } from '@mantine/core';
import { useState } from 'react';
import { Guard } from '../parts/Guard';
import { lazyPart } from '../parts/lazy-part';
import { useActions, useStudio } from '../studio-context';
import { OpenFile } from './OpenFile';
import { RunCard } from './RunCard';
import { Space } from './Space';
import { words } from '../../words';
import classes from './RunsRoom.module.css';

const MyWork = lazyPart('my-work', () => import('./MyWork'));

/** The runs: one card for each run, the newest first. */
export default function RunsRoom() {
  const runs = useStudio((studio) => studio.runs);
  const actions = useActions();
  if (runs.length === 0) {
    return (
      <div className={classes.empty}>
        <h1>{words().runs.empty}</h1>
        <p>{words().runs.about}</p>
        <div className={classes.buttons}>
          <Button size="xs" onClick={() => actions.goTo('train')}>
            {words().runs.begin}
          </Button>
          <OpenFile />
          <AboutMyWork />
        </div>
      </div>
    );
  }
  const newestFirst = runs.toSorted((one, two) => two.run.createdAt - one.run.createdAt);
  return (
    <section className={classes.room} aria-labelledby="runs-title">
      <div className={classes.head}>
        <div>
          <h1 id="runs-title">{words().runs.title}</h1>
          <Space />
        </div>
        <div className={classes.buttons}>
          <OpenFile />
          <AboutMyWork />
        </div>
      </div>
      <ul className={classes.runs}>
        {newestFirst.map((card) => (
          <li key={card.run.id}>
            <RunCard card={card} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AboutMyWork() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {words().runs.myWork}
      </Button>
      {open && (
        <Guard onClose={() => setOpen(false)}>
          <MyWork onClose={() => setOpen(false)} />
        </Guard>
      )}
    </>
  );
}
