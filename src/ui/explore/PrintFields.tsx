import { Checkbox } from '@mantine/core';
import { PACKED_AS } from '../../contract/packing';
import {
  GOINGS_ON,
  LENGTH_UNITS,
  PAPERS,
  PLACINGS,
  PRINT_LIMITS,
  PRINT_WAYS,
  type PaperId,
} from '../../contract/print';
import { LARGEST_SEED } from '../../contract/random';
import {
  DPIS,
  MOST_PRINTED,
  PRINTED,
  type PrintChoice,
  type PrintLook,
} from '../../store/explore/print-order';
import { exploreWords } from '../../words/explore';
import { NumberField } from '../parts/NumberField';
import { Choice } from './Choice';
import classes from './Print.module.css';

interface Fields {
  readonly choice: PrintChoice;
  readonly look: PrintLook;
  /** That can be printed. */
  readonly favourites: number;
  readonly canPaint: boolean;
  readonly onChange: (change: Partial<PrintChoice>) => void;
}

const PAPER_IDS: readonly (PaperId | 'own')[] = [...(Object.keys(PAPERS) as PaperId[]), 'own'];

/** What can be chosen of a print. */
export function PrintFields({ choice, look, favourites, canPaint, onChange }: Fields) {
  const says = exploreWords().print;
  const number = (
    label: string,
    value: number,
    { min, max }: { readonly min: number; readonly max: number },
    take: (value: number) => void,
    more: { readonly whole?: boolean; readonly description?: string } = {},
  ) => (
    <NumberField
      label={label}
      value={value}
      commit="leaving"
      {...more}
      check={(typed) =>
        typed !== null && typed >= min && typed <= max ? undefined : says.outside(min, max)
      }
      onChange={(typed) => take(typed ?? min)}
    />
  );
  const own = (side: 'width' | 'height') =>
    number(says[side], choice.own[side], PRINT_LIMITS.side, (value) =>
      onChange({ own: { ...choice.own, [side]: value } }),
    );
  return (
    <div className={classes.fields}>
      <Choice
        label={says.of}
        value={choice.of}
        values={PRINTED}
        text={(of) => says.ofWhich[of](favourites)}
        onChange={(of) => onChange({ of })}
      />
      {choice.of !== 'hand' && (
        <Choice
          label={says.as}
          value={choice.as}
          values={PACKED_AS}
          text={(as) => says.packedAs[as]}
          onChange={(as) => onChange({ as })}
        />
      )}
      {choice.of === 'seeds' && (
        <>
          {number(
            says.count,
            choice.count,
            { min: 1, max: MOST_PRINTED },
            (count) => onChange({ count }),
            {
              whole: true,
            },
          )}
          {number(
            says.firstSeed,
            choice.firstSeed,
            { min: 0, max: LARGEST_SEED - MOST_PRINTED },
            (firstSeed) => onChange({ firstSeed }),
            { whole: true },
          )}
        </>
      )}
      <Choice
        label={says.paper}
        value={choice.paper}
        values={PAPER_IDS}
        text={(paper) => says.papers[paper]}
        onChange={(paper) => onChange({ paper })}
      />
      <Choice
        label={says.dpi}
        value={choice.dpi}
        values={[...DPIS, 'own' as const]}
        text={says.dpis}
        onChange={(dpi) => onChange({ dpi })}
      />
      {choice.paper === 'own' && (
        <>
          {own('width')}
          {own('height')}
          <Choice
            label={says.unit}
            value={choice.own.unit}
            values={LENGTH_UNITS}
            text={(unit) => says.units[unit]}
            onChange={(unit) => onChange({ own: { ...choice.own, unit } })}
          />
        </>
      )}
      {choice.dpi === 'own' &&
        number(says.ownDpi, choice.ownDpi, PRINT_LIMITS.dpi, (ownDpi) => onChange({ ownDpi }), {
          whole: true,
        })}
      {choice.paper !== 'own' && (
        <Checkbox
          className={classes.wide}
          label={says.landscape}
          checked={choice.landscape}
          onChange={({ currentTarget }) => onChange({ landscape: currentTarget.checked })}
        />
      )}
      {!look.sheet && (
        <Choice
          label={says.way}
          value={choice.way}
          values={PRINT_WAYS}
          text={(way) => says.ways[way]}
          description={says.about[choice.way]}
          onChange={(way) => onChange({ way })}
        />
      )}
      {look.sheet ? null : look.way === 'enlarge' ? (
        <Choice
          label={says.placing}
          value={choice.placing}
          values={PLACINGS}
          text={(placing) => says.placings[placing]}
          onChange={(placing) => onChange({ placing })}
        />
      ) : (
        canPaint && (
          <>
            {number(
              says.times,
              look.times,
              { min: 1, max: look.mostTimes },
              (times) => onChange({ times }),
              { description: says.timesHelp(look.mostTimes) },
            )}
            <Choice
              label={says.goingOn}
              value={choice.goingOn}
              values={GOINGS_ON}
              text={(one) => says.goingsOn[one]}
              onChange={(goingOn) => onChange({ goingOn })}
            />
            {choice.goingOn === 'wandering' &&
              number(
                says.variation,
                choice.seed,
                { min: 0, max: LARGEST_SEED },
                (seed) => onChange({ seed }),
                { whole: true },
              )}
          </>
        )
      )}
    </div>
  );
}
