import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import {
  playedOf,
  previewFilm,
  stillsOf,
  type PreviewedFilm,
} from '../../store/explore/film-preview';
import type { SmallPicture } from '../../store/explore/small-grid';
import { exploreWords } from '../../words/explore';
import { PixelCanvas } from '../parts/PixelCanvas';
import { useActions } from '../studio-context';
import { useExplore } from './explore-context';
import classes from './Film.module.css';

/** Frames from all through a film side by side, as they will be; at a press they play. */
export function FilmPreview({ film }: { film: PreviewedFilm }) {
  const [playing, setPlaying] = useState(false);
  const says = exploreWords().film;
  const places = stillsOf(film);
  const pictures = usePainted(film, places);
  return (
    <>
      <div role="group" aria-label={says.preview} className={classes.preview}>
        {places.map((place, i) => (
          <Frame
            key={i}
            film={film}
            picture={pictures[i]}
            shown={96}
            label={says.previewFrame(place + 1)}
          />
        ))}
      </div>
      <div className={classes.player}>
        <Button
          size="xs"
          leftSection={playing ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
          onClick={() => setPlaying(!playing)}
        >
          {playing ? says.stopPreview : says.playPreview}
        </Button>
        {playing && <Player film={film} />}
      </div>
    </>
  );
}

/** Plays frames all through the film in its time, again and again. */
function Player({ film }: { film: PreviewedFilm }) {
  const { plan, look } = film;
  const places = playedOf(film);
  const pictures = usePainted(film, places);
  const milliseconds = (1000 * plan.frames) / look.framesPerSecond / places.length;
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((last) => last + 1), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return (
    <div className={classes.played}>
      <Frame
        film={film}
        // Those that are painted already: it plays from the first one on.
        picture={pictures[turn % Math.max(1, pictures.length)]}
        shown={288}
        label={exploreWords().film.player}
      />
    </div>
  );
}

/** One frame; empty until it is painted. @param shown CSS pixels. */
function Frame(props: {
  film: PreviewedFilm;
  picture: SmallPicture | undefined;
  shown: number;
  label: string;
}) {
  const { picture, film } = props;
  return (
    <PixelCanvas
      rgba={picture?.rgba ?? null}
      size={picture ?? film.look.cell}
      shown={props.shown}
      label={props.label}
    />
  );
}

/** Frames at these places, as far as they are painted. */
function usePainted(film: PreviewedFilm, places: readonly number[]): readonly SmallPicture[] {
  const actions = useActions();
  const shape = useExplore(({ opened }) => opened?.shape);
  const [pictures, setPictures] = useState<readonly SmallPicture[]>([]);
  const { runId, weights, epochs, plan, look } = film;
  // Plans are made anew with each drawing; this tells when they are others.
  const key = JSON.stringify([
    [runId, weights, epochs, places, plan.kind, plan.pace, plan.fade, look.grid],
    plan.latents.map((latent) => latent.slice(0, 2).join()),
  ]);
  useEffect(() => {
    if (!shape) return;
    const controller = new AbortController();
    const { signal } = controller;
    const ports = actions.exploring();
    const found: SmallPicture[] = [];
    previewFilm(ports, film, shape, places, signal, (picture) => {
      found.push(picture);
      if (!signal.aborted) setPictures([...found]);
    }).catch((error: unknown) => {
      if (!signal.aborted) ports.report(error);
    });
    return () => controller.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see `key`.
  }, [key, actions, shape]);
  return pictures;
}
