import { Button } from '@mantine/core';
import { useState } from 'react';
import { exploreWords } from '../../words/explore';
import { useExplore } from './explore-context';
import { Play } from './Play';

export function PlayButton() {
  const [playing, setPlaying] = useState(false);
  const ready = useExplore(({ opened }) => opened !== null);
  return (
    <>
      <Button disabled={!ready} onClick={() => setPlaying(true)}>
        {exploreWords().play.open}
      </Button>
      {playing && <Play onClose={() => setPlaying(false)} />}
    </>
  );
}
