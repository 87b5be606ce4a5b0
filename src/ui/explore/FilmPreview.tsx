import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { frameOf } from '../../explore/film';
import type { filmOf } from '../../store/explore/film-order';
import type { Rgba } from '../../store/explore/pictures';
import { exploreWords } from '../../words/explore';
import { PixelCanvas } from '../parts/PixelCanvas';
import { useActions } from '../studio-context';
import { useExplore } from './explore-context';
import classes from './Film.module.css';

type Film = ReturnType<typeof filmOf>;

/** Frames shown side by side, and frames that are played: few enough to be painted at once. */
const STILLS = 6;
const PLAYED = 48;

/** The first picture of some frames of a film, each by the generator that it is mostly of. */
export function FilmPreview({ film }: { film: Film }) {
  const shape = useExplore(({ opened }) => opened?.shape);
  const [playing, setPlaying] = useState(false);
  const says = exploreWords().film;
  const places = spread(film.plan.frames, STILLS);
  const pictures = usePainted(film, places);
  if (!shape) return null;
  return (
    <>
      <div role="group" aria-label={says.preview} className={classes.preview}>
        {places.map((place, i) => (
          <PixelCanvas
            key={i}
            rgba={pictures[i] ?? null}
            size={shape}
            shown={72}
            label={says.previewFrame(place + 1)}
            className={classes.frame}
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
function Player({ film }: { film: Film }) {
  const shape = useExplore(({ opened }) => opened?.shape);
  const { plan, look } = film;
  const places = spread(plan.frames, PLAYED);
  const pictures = usePainted(film, places);
  const milliseconds = (1000 * plan.frames) / look.framesPerSecond / places.length;
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((last) => last + 1), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  // Those that are painted already: it plays from the first one on.
  const painted = pictures.filter((picture) => picture !== null);
  if (!shape) return null;
  return (
    <PixelCanvas
      rgba={painted[turn % Math.max(1, painted.length)] ?? null}
      size={shape}
      shown={192}
      label={exploreWords().film.player}
      className={classes.played}
    />
  );
}

/** So many places from the first of `frames` to the last, evenly. */
function spread(frames: number, most: number): readonly number[] {
  const count = Math.min(most, frames);
  return Array.from({ length: count }, (_, i) =>
    Math.round((i * (frames - 1)) / Math.max(1, count - 1)),
  );
}

/** Pictures of the places, in their order; null for those that are not painted yet. */
function usePainted(film: Film, places: readonly number[]): readonly (Rgba | null)[] {
  const actions = useActions();
  const [pictures, setPictures] = useState<readonly (Rgba | null)[]>([]);
  const { runId, weights, epochs, plan } = film;
  // Plans are made anew with each drawing; this tells when they are others.
  const key = JSON.stringify([
    [runId, weights, epochs, places, plan.kind, plan.pace],
    plan.latents.map((latent) => latent.slice(0, 2).join()),
  ]);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const { explorer, engine, report } = actions.exploring();
    const found: (Rgba | null)[] = places.map(() => null);
    const paint = async (place: number, i: number): Promise<void> => {
      const { latents, layers } = frameOf(plan, place);
      const most = layers.reduce((one, other) => (other.weight > one.weight ? other : one));
      const generator = { runId, epoch: epochs[most.generator]!, weights };
      const numbers = latents[0]!.slice();
      const made = await explorer.paint(generator, engine(), numbers, 'soon', signal);
      found[i] = made[0]?.rgba ?? null;
      if (!signal.aborted) setPictures([...found]);
    };
    Promise.all(places.map(paint)).catch((error: unknown) => {
      if (!signal.aborted) report(error);
    });
    return () => controller.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see `key`.
  }, [key, actions]);
  return pictures;
}
