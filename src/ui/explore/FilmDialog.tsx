import { Button, Progress } from '@mantine/core';
import { useMemo } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { StudioError, type StudioErrorData } from '../../contract/errors';
import type { FilmFormat } from '../../contract/film';
import { filmOf, FILM_LIMITS, fastest, type FilmChoice } from '../../store/explore/film-order';
import type { FilmsStore } from '../../store/explore/films';
import type { Explore } from '../../store/explore/model';
import { words } from '../../words';
import { exploreWords } from '../../words/explore';
import { Dialog } from '../parts/Dialog';
import { ErrorNote } from '../parts/ErrorNote';
import { useExplore } from './explore-context';
import { FilmFields } from './FilmFields';
import { FilmPreview } from './FilmPreview';
import { SignedNote } from './SignedNote';
import { useFormats } from './use-formats';
import classes from './Film.module.css';

/** What is chosen of a film, what comes of it, and how far the one that is being made is. */
export function FilmDialog(props: {
  run: string;
  films: StoreApi<FilmsStore>;
  onClose: () => void;
}) {
  const { run, films } = props;
  const choice = useStore(films, (state) => state.choice);
  const making = useStore(films, (state) => state.making);
  const failed = useStore(films, (state) => state.error);
  const { actions } = films.getState();
  const film = useFilm(choice);
  const formats = useFormats(choice);
  const says = exploreWords().film;
  const error = film.error ?? failed ?? missing(choice.format, formats, film.made);
  return (
    <Dialog title={says.open} size="lg" onClose={props.onClose}>
      <div className={classes.film}>
        <FilmFields choice={choice} formats={formats} onChange={actions.choose} />
        {film.made && (
          <>
            <FilmPreview film={film.made} />
            <p className={classes.quiet}>
              {says.size(film.width, film.height, film.made.plan.frames)}
            </p>
            <SignedNote />
            {film.width !== choice.width && <p className={classes.quiet}>{says.rounded}</p>}
          </>
        )}
        {error && <ErrorNote error={error} />}
        {making ? (
          <div className={classes.making}>
            <Progress.Root size="sm">
              <Progress.Section
                value={(100 * making.done) / (making.total || 1)}
                aria-label={says.bar}
              />
            </Progress.Root>
            <Button size="sm" onClick={actions.cancel}>
              {words().parts.cancel}
            </Button>
            <span className={classes.quiet}>{says.frame(making.done, making.total)}</span>
          </div>
        ) : (
          <Button
            size="sm"
            variant="filled"
            disabled={!film.made || !allowed(choice) || (formats !== null && error !== null)}
            onClick={() => void actions.make(run)}
          >
            {says.make}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

type Film = ReturnType<typeof filmOf>;

/** The film of a choice, and the pixels of its frames; or why there is none. */
function useFilm(choice: FilmChoice) {
  const room = useExplore((explore) => explore);
  const { made, error } = useMemo(() => filmOrWhy(room, choice), [room, choice]);
  const { width, height } = made?.look.cell ?? { width: 0, height: 0 };
  return { made, error, width: width * choice.grid, height: height * choice.grid };
}

function filmOrWhy(
  room: Explore,
  choice: FilmChoice,
): { readonly made: Film | null; readonly error: StudioErrorData | null } {
  try {
    const made = room.opened && allowed(choice) ? filmOf(room, choice) : null;
    return { made, error: null };
  } catch (cause) {
    return { made: null, error: StudioError.from(cause).toData() };
  }
}

/** Whether every number is within its limits. */
function allowed(choice: FilmChoice): boolean {
  const within = (value: number, { min, max }: { min: number; max: number }): boolean =>
    value >= min && value <= max;
  return (
    within(choice.seconds, FILM_LIMITS.seconds) &&
    within(choice.width, FILM_LIMITS.width) &&
    within(choice.framesPerSecond, { min: 1, max: fastest(choice.format) })
  );
}

/** Said where the chosen format cannot be written. */
function missing(
  format: FilmFormat,
  formats: readonly FilmFormat[] | null,
  film: Film | null,
): StudioErrorData | null {
  if (!film || !formats || formats.includes(format)) return null;
  const { cell, grid } = film.look;
  const params = { format, width: cell.width * grid, height: cell.height * grid };
  return { code: 'film-format-missing', params };
}
