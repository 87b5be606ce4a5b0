import { Button, NativeSelect } from '@mantine/core';
import { CONTROL_MODES, FINE } from '../../../explore/perform/control-mode';
import { rangeOf, type TargetId } from '../../../explore/perform/targets';
import { exploreWords } from '../../../words/explore';
import { Name } from '../../parts/Name';
import { usePerforming, usePerformingActions } from './performing';
import classes from './Perform.module.css';

/** Which knob or note moves a target; learns another one, or forgets it. Nothing without MIDI. */
export function Learn({ target, name }: { target: TargetId; name: string }) {
  const on = usePerforming(({ midi }) => midi === 'on');
  const waiting = usePerforming(({ learning }) => learning === target);
  const control = usePerforming(({ mappings }) => mappings[target]);
  const inputs = usePerforming((performing) => performing.inputs);
  const actions = usePerformingActions();
  const says = exploreWords().perform.midi;
  if (!on) return null;
  return (
    <div className={classes.learn}>
      {control && (
        <div className={classes.control}>
          <span>
            {(control.kind === 'note' ? says.note : says.knob)(control.number, control.channel)}
          </span>
          {!inputs.includes(control.input) && (
            <span className={classes.quiet}>
              <Name>{control.input}</Name>
              <span>{says.unplugged}</span>
            </span>
          )}
        </div>
      )}
      <Button
        size="compact-xs"
        aria-label={waiting ? undefined : says.learnFor(name)}
        aria-pressed={waiting}
        variant={waiting ? 'filled' : 'default'}
        onClick={() => actions.learn(waiting ? null : target)}
      >
        {waiting ? says.waiting : says.learn}
      </Button>
      {control?.kind === 'control' && rangeOf(target) && (
        <NativeSelect
          size="xs"
          aria-label={says.readFor(name)}
          value={control.mode ?? 'position'}
          data={CONTROL_MODES.filter((mode) => mode !== 'fine' || control.number < FINE).map(
            (value) => ({ value, label: says.modes[value] }),
          )}
          onChange={({ currentTarget: { value } }) => {
            const mode = CONTROL_MODES.find((one) => one === value);
            if (mode) actions.read(target, mode);
          }}
        />
      )}
      {control && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={says.forgetFor(name)}
          onClick={() => actions.forget(target)}
        >
          {says.forget}
        </Button>
      )}
    </div>
  );
}
