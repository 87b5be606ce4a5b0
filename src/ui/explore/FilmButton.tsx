import { Button } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { exploreWords } from '../../words/explore';
import { useActions } from '../studio-context';
import { filmsOf } from './explore-context';
import { FilmDialog } from './FilmDialog';

/** Opens the dialog that makes films, and tells of the film that is being made. */
export function FilmButton({ run }: { run: string }) {
  const films = filmsOf(useActions().exploring());
  const making = useStore(films, (state) => state.making);
  const [opened, setOpened] = useState(false);
  const says = exploreWords().film;
  return (
    <>
      <Button size="sm" onClick={() => setOpened(true)}>
        {making ? says.underWay(making.done / (making.total || 1)) : says.open}
      </Button>
      {opened && <FilmDialog run={run} films={films} onClose={() => setOpened(false)} />}
    </>
  );
}
