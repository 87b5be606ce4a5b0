import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Guard } from '../parts/Guard';
import { lazyPart } from '../parts/lazy-part';
import { useActions, useStudio } from '../studio-context';
import { RUN_ORDERS, findRuns, type RunOrder } from './find-runs';
import { OpenFile } from './OpenFile';
import { RunCard } from './RunCard';
import { Space } from './Space';
import { words } from '../../words';
import classes from './RunsRoom.module.css';

const MyWork = lazyPart('my-work', () => import('./MyWork'));

/** Fewer are seen at a glance. */
const WORTH_SEARCHING = 2;

/** The runs: one card for each run that is searched for, in an order to choose. */
export default function RunsRoom() {
  const runs = useStudio((studio) => studio.runs);
  const [query, setQuery] = useState('');
  const [order, setOrder] = useState<RunOrder>('newest');
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
  const searched = runs.length >= WORTH_SEARCHING;
  const found = findRuns(runs, searched ? query : '', order);
  const says = words().runs;
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
      {searched && (
        <div className={classes.search} role="search">
          <TextInput
            type="search"
            size="xs"
            aria-label={says.search}
            placeholder={says.search}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <NativeSelect
            size="xs"
            aria-label={says.order}
            value={order}
            data={RUN_ORDERS.map((value) => ({ value, label: says.orders[value] }))}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setOrder(RUN_ORDERS.find((one) => one === value) ?? 'newest');
            }}
          />
        </div>
      )}
      <p role="status" className={classes.space}>
        {found.length === 0 && says.noneFound}
      </p>
      <ul className={classes.runs}>
        {found.map((card) => (
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
