import { Checkbox } from '@mantine/core';
import {
  FILM_EPOCHS,
  FILM_FORMATS,
  FILM_KINDS,
  FILM_PACES,
  throughEpochs,
  type FilmFormat,
} from '../../contract/film';
import { FILM_LIMITS, GRIDS, fastest, type FilmChoice } from '../../store/explore/film-order';
import { exploreWords } from '../../words/explore';
import { NumberField } from '../parts/NumberField';
import { Choice } from './Choice';
import classes from './Film.module.css';

interface Fields {
  readonly choice: FilmChoice;
  /** Those that can be written; null while that is not known. */
  readonly formats: readonly FilmFormat[] | null;
  readonly onChange: (change: Partial<FilmChoice>) => void;
}

/** What can be chosen of a film. */
export function FilmFields({ choice, formats, onChange }: Fields) {
  const says = exploreWords().film;
  const { kind } = choice;
  const number = (
    field: 'seconds' | 'framesPerSecond' | 'width',
    { min, max }: { min: number; max: number },
    whole: boolean,
  ) => (
    <NumberField
      label={says[field]}
      value={choice[field]}
      whole={whole}
      commit="leaving"
      error={choice[field] > max ? says.outside(min, max) : undefined}
      check={(value) =>
        value !== null && value >= min && value <= max ? undefined : says.outside(min, max)
      }
      onChange={(value) => onChange({ [field]: value ?? min })}
    />
  );
  return (
    <div className={classes.fields}>
      <Choice
        label={says.kind}
        value={kind}
        values={FILM_KINDS}
        text={(one) => says.kinds[one]}
        description={says.about[kind]}
        onChange={(value) => onChange({ kind: value })}
      />
      <Choice
        label={says.format}
        value={choice.format}
        values={FILM_FORMATS}
        text={(one) => {
          const can = formats?.includes(one) ?? true;
          return can ? says.formats[one] : says.formatMissing(says.formats[one]);
        }}
        disabled={(one) => !(formats?.includes(one) ?? true)}
        onChange={(format) => {
          const framesPerSecond = Math.min(choice.framesPerSecond, fastest(format));
          onChange({ format, framesPerSecond });
        }}
      />
      {number('seconds', FILM_LIMITS.seconds, false)}
      {number('framesPerSecond', { min: 1, max: fastest(choice.format) }, false)}
      {number('width', FILM_LIMITS.width, true)}
      <Choice
        label={says.pictures}
        value={choice.grid}
        values={GRIDS}
        text={says.grid}
        onChange={(grid) => onChange({ grid })}
      />
      {throughEpochs(kind) && (
        <>
          <Choice
            label={says.through}
            value={choice.through}
            values={FILM_EPOCHS}
            text={(one) => says.epochs[one]}
            onChange={(through) => onChange({ through })}
          />
          <Checkbox
            label={says.fade}
            checked={choice.fade}
            onChange={({ currentTarget }) => onChange({ fade: currentTarget.checked })}
          />
        </>
      )}
      {kind === 'favourites' && (
        <>
          <Choice
            label={says.pace}
            value={choice.pace}
            values={FILM_PACES}
            text={(one) => says.paces[one]}
            onChange={(pace) => onChange({ pace })}
          />
          <Checkbox
            label={says.fadeFavourites}
            checked={choice.fadeFavourites}
            onChange={({ currentTarget }) => onChange({ fadeFavourites: currentTarget.checked })}
          />
        </>
      )}
    </div>
  );
}
