import { LARGEST_SEED } from '../../contract/random';
import { StudioError } from '../../contract/errors';
import {
  throughEpochs,
  type FilmEpochs,
  type FilmFormat,
  type FilmKind,
  type FilmLook,
  type FilmPace,
  type FilmPlan,
  type MakeFilm,
} from '../../contract/film';
import { cellSize, framesIn, orthogonal } from '../../explore/film';
import { truncated, type Latent } from '../../explore/latents';
import type { Origin } from '../../explore/origin';
import { latentIn } from './latent-in';
import type { ExploreState } from './model';

/** What a person chooses of a film. */
export interface FilmChoice {
  readonly kind: FilmKind;
  readonly format: FilmFormat;
  readonly seconds: number;
  readonly framesPerSecond: number;
  /** Of the film in pixels, about. */
  readonly width: number;
  /** Pictures beside and above each other. */
  readonly grid: number;
  /** Epochs, where it goes through several. */
  readonly fade: boolean;
  /** Favourites, rather than along arcs. */
  readonly fadeFavourites: boolean;
  readonly pace: FilmPace;
  readonly through: FilmEpochs;
}

export const FIRST_CHOICE: FilmChoice = {
  kind: 'walk',
  format: 'mp4',
  seconds: 6,
  framesPerSecond: 24,
  width: 512,
  grid: 1,
  fade: true,
  fadeFavourites: false,
  pace: 'smooth',
  through: 'all',
};

/** What the numbers of a choice may be; pictures beside each other from a list. */
export const FILM_LIMITS = {
  seconds: { min: 0.1, max: 600 },
  width: { min: 16, max: 4096 },
  framesPerSecond: { min: 1, max: 60 },
} as const;
export const GRIDS = [1, 2, 3, 4, 6, 8] as const;

/** Viewers show a GIF that is faster at another speed. */
const FASTEST_GIF = 50;
export const fastest = (format: FilmFormat): number =>
  format === 'gif' ? FASTEST_GIF : FILM_LIMITS.framesPerSecond.max;

/** How many favourites, or epochs, a film goes through at least. */
const LEAST = 2;

type Room = Pick<
  ExploreState,
  'generator' | 'opened' | 'epochs' | 'hand' | 'truncation' | 'firstSeed' | 'favourites' | 'vectors'
>;

/**
 * Where the cells of a film begin: a single picture with the one in hand, a grid, and where none is in
 * hand, with those by seed from the first one of the wall on.
 */
export function beginsWith({ hand, firstSeed }: Room, grid: number): readonly Origin[] {
  if (grid === 1 && hand) return [hand];
  return Array.from({ length: grid * grid }, (_, i) => ({
    kind: 'seed',
    seed: (firstSeed + i) % (LARGEST_SEED + 1),
  }));
}

/** @param picture pixels of a painted one. */
export const lookOf = (
  { format, framesPerSecond, grid, width }: FilmChoice,
  picture: { readonly width: number; readonly height: number },
): FilmLook => ({
  format,
  framesPerSecond: Math.min(framesPerSecond, fastest(format)),
  grid,
  cell: cellSize(picture, width, grid, format !== 'gif'),
});

/** Everything but what is written into the file.
 *  @throws StudioError 'film-needs-favourites' or 'film-needs-epochs'. */
export function filmOf(
  room: Room,
  choice: FilmChoice,
): Pick<MakeFilm, 'runId' | 'weights' | 'epochs' | 'plan' | 'look'> {
  const { generator, opened, epochs } = room;
  if (!generator || !opened) throw new StudioError('cancelled');
  const { kind, through } = choice;
  if (throughEpochs(kind) && epochs.length < LEAST) {
    throw new StudioError('film-needs-epochs', { least: LEAST, found: epochs.length });
  }
  const { runId, epoch, weights } = generator;
  const shown = throughEpochs(kind) ? passedThrough(epochs, through) : [epoch];
  const look = lookOf(choice, opened.shape);
  return { runId, weights, epochs: shown, look, plan: planOf(room, choice, look, shown.length) };
}

/**
 * Of all epochs those at which 2 sqrt(i), rounded, grows, and the last: the film is slow where a
 * generator learns fast. As the TensorFlow tutorial's GIF chooses its frames
 * (https://www.tensorflow.org/tutorials/generative/dcgan).
 */
function passedThrough(epochs: readonly number[], through: FilmEpochs): readonly number[] {
  if (through === 'all') return epochs;
  const at = (i: number): number => Math.round(2 * Math.sqrt(i));
  return epochs.filter((_, i) => i === 0 || i === epochs.length - 1 || at(i) > at(i - 1));
}

function planOf(
  room: Room,
  { kind, seconds, grid, fade, fadeFavourites, pace }: FilmChoice,
  { framesPerSecond }: FilmLook,
  generators: number,
): FilmPlan {
  const latents = kind === 'favourites' ? favouritesOf(room) : begins(room, grid);
  const turning = kind === 'walk' || kind === 'growing';
  return {
    kind,
    frames: framesIn(seconds, framesPerSecond),
    generators,
    cells: grid * grid,
    latents,
    turns: turning ? latents.map((latent, i) => orthogonal(latent, room.firstSeed + i)) : [],
    fade: kind === 'favourites' ? fadeFavourites : fade && throughEpochs(kind),
    pace,
  };
}

function begins(room: Room, grid: number): Latent[] {
  return beginsWith(room, grid).map((origin) => truncated(latentIn(room, origin), room.truncation));
}

function favouritesOf({ favourites, opened, truncation }: Room): Latent[] {
  const fitting = favourites.filter(({ latent }) => latent.length === opened?.latentSize);
  if (fitting.length >= LEAST) return fitting.map(({ latent }) => truncated(latent, truncation));
  throw new StudioError('film-needs-favourites', { least: LEAST, found: fitting.length });
}
