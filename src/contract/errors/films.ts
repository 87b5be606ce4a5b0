import type { FilmFormat } from '../film';
import type { KindsOf } from './of';

/** Of films that cannot be made. */
export interface FilmErrors {
  /** Pixels of a frame. */
  'film-format-missing': {
    readonly format: FilmFormat;
    readonly width: number;
    readonly height: number;
  };
  'film-needs-favourites': { readonly least: number; readonly found: number };
  'film-needs-epochs': { readonly least: number; readonly found: number };
}

export const FILM_ERROR_KINDS: KindsOf<FilmErrors> = {
  'film-format-missing': 'unexpected',
  'film-needs-favourites': 'model-missing',
  'film-needs-epochs': 'model-missing',
};
