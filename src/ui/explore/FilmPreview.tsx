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

/** Frames shown. */
const COUNT = 6;

/** The first picture of some frames of a film, each by the generator that it is mostly of. */
export function FilmPreview({ film }: { film: Film }) {
  const shape = useExplore(({ opened }) => opened?.shape);
  const says = exploreWords().film;
  const { frames } = film.plan;
  const places = Array.from({ length: Math.min(COUNT, frames) }, (_, i) =>
    Math.round((i * (frames - 1)) / Math.max(1, Math.min(COUNT, frames) - 1)),
  );
  const pictures = usePreview(film, places);
  if (!shape) return null;
  return (
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
  );
}

function usePreview(film: Film, places: readonly number[]): readonly (Rgba | null)[] {
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
    const { explorer, engine, report } = actions.exploring();
    const paint = async (place: number): Promise<Rgba | null> => {
      const { latents, layers } = frameOf(plan, place);
      const most = layers.reduce((one, other) => (other.weight > one.weight ? other : one));
      const generator = { runId, epoch: epochs[most.generator]!, weights };
      const numbers = latents[0]!.slice();
      const { signal } = controller;
      const made = await explorer.paint(generator, engine(), numbers, 'soon', signal);
      return made[0]?.rgba ?? null;
    };
    Promise.all(places.map(paint)).then(setPictures, (error: unknown) => {
      if (!controller.signal.aborted) report(error);
    });
    return () => controller.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see `key`.
  }, [key, actions]);
  return pictures;
}
