import { Button, NativeSelect } from '@mantine/core';
import { SOURCES } from '../../../explore/perform/sound';
import {
  RANGES,
  rangeOf,
  restOf,
  shareOf,
  valueAt,
  type RangeName,
  type TargetId,
  type Trigger,
} from '../../../explore/perform/targets';
import { exploreWords } from '../../../words/explore';
import { percent, quantity } from '../../../words/format';
import { RangeField } from '../../parts/RangeField';
import { Learn } from './Learn';
import { usePerforming, usePerformingActions } from './performing';
import classes from './Perform.module.css';

/** How much sound moves a target at first: a third of its range. */
const FIRST_AMOUNT = 0.3;

const isSetting = (target: TargetId): target is RangeName => Object.hasOwn(RANGES, target);

/** A slider of the performer, with what else moves it. */
export function RangeRow(props: { target: TargetId; name?: string; given?: boolean }) {
  const { target } = props;
  const share = usePerforming(({ shares }) => shares[target] ?? restOf(target));
  const listening = usePerforming(({ microphone }) => microphone === 'on');
  const actions = usePerformingActions();
  const says = exploreWords().perform;
  const range = rangeOf(target)!;
  const value = valueAt(range, share);
  const name = props.name ?? (isSetting(target) ? says.ranges[target] : target);
  return (
    <div className={classes.row} {...(props.given ? { translate: 'no' } : {})}>
      <RangeField
        label={name}
        help={isSetting(target) ? says.rangeHelp[target] : undefined}
        value={value}
        min={range.min}
        max={range.max}
        step={0.01}
        text={quantity(Math.round(value * 100) / 100)}
        onChange={(next) => actions.set(target, shareOf(range, next))}
      />
      <div className={classes.by}>
        <Learn target={target} name={name} />
        {listening && <BySound target={target} name={name} />}
      </div>
    </div>
  );
}

/** Something that happens at a press, or at a note. */
export function TriggerRow(props: { target: Trigger; onPress: () => void }) {
  const name = exploreWords().perform.triggers[props.target];
  return (
    <div className={classes.row}>
      <Button size="xs" onClick={props.onPress}>
        {name}
      </Button>
      <Learn target={props.target} name={name} />
    </div>
  );
}

/** Which sound is added to a target's own value, and how much of it. */
function BySound({ target, name }: { target: TargetId; name: string }) {
  const modulation = usePerforming(({ modulations }) => modulations[target]);
  const actions = usePerformingActions();
  const says = exploreWords().perform.sound;
  return (
    <div className={classes.sound}>
      <NativeSelect
        size="xs"
        aria-label={says.movesBy(name)}
        value={modulation?.source ?? ''}
        data={[
          { value: '', label: says.nothing },
          ...SOURCES.map((value) => ({ value, label: says.sources[value] })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          const source = SOURCES.find((one) => one === value);
          const amount = modulation?.amount ?? FIRST_AMOUNT;
          actions.modulate(target, source ? { source, amount } : null);
        }}
      />
      {modulation && (
        <label className={classes.amount}>
          <span>{percent(modulation.amount)}</span>
          <input
            type="range"
            aria-label={says.amountFor(name)}
            aria-valuetext={percent(modulation.amount)}
            min={-1}
            max={1}
            step={0.05}
            value={modulation.amount}
            onChange={({ currentTarget: { value } }) =>
              actions.modulate(target, { ...modulation, amount: Number(value) })
            }
          />
        </label>
      )}
    </div>
  );
}
