import type { FilmErrors } from '../../../contract/errors/films';
import { count } from '../../format';
import type { ErrorTexts } from '../../errors';
import { countOf } from '../count-of';

const FORMATS = { mp4: 'MP4', webm: 'WebM', gif: 'GIF' } as const;

export const films: ErrorTexts<FilmErrors> = {
  'film-format-missing': ({ format, width, height }) => ({
    message: `This browser cannot write ${FORMATS[format]} at ${count(width)} × ${count(height)} pixels.`,
    hint: 'Choose another format, or make the film smaller.',
  }),
  'film-needs-favourites': ({ least, found }) => ({
    message: `A film of favourites goes through ${countOf(least, 'favourite')} at least; this run has ${count(found)}.`,
    hint: 'Take pictures in hand and press Favourite.',
  }),
  'film-needs-epochs': ({ least, found }) => ({
    message: `This film goes through the generators of ${countOf(least, 'epoch')} at least; this run has kept ${countOf(found, 'generator')}.`,
    hint: 'Choose a run that kept more, or a film of another kind.',
  }),
};
