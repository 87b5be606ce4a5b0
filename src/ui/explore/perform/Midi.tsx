import { Button } from '@mantine/core';
import { exploreWords } from '../../../words/explore';
import { Name } from '../../parts/Name';
import { usePerforming, usePerformingActions } from './performing';
import classes from './Perform.module.css';

/** Connects MIDI devices at a press, and lists them. */
export function Midi() {
  const midi = usePerforming((performing) => performing.midi);
  const inputs = usePerforming((performing) => performing.inputs);
  const actions = usePerformingActions();
  const says = exploreWords().perform.midi;
  return (
    <div className={classes.part}>
      {midi !== 'on' && (
        <Button size="xs" loading={midi === 'asking'} onClick={() => void actions.connectMidi()}>
          {says.connect}
        </Button>
      )}
      <p role="status" className={classes.quiet}>
        {midi === 'on' ? inputs.length === 0 && says.none : midi !== 'off' && says[midi]}
      </p>
      {midi === 'on' && inputs.length > 0 && (
        <>
          <span aria-hidden className={classes.quiet}>
            {says.inputs}
          </span>
          <ul aria-label={says.inputs} className={classes.inputs}>
            {inputs.map((name, i) => (
              <li key={i}>
                <Name>{name}</Name>
              </li>
            ))}
          </ul>
          <p className={classes.quiet}>{says.alsoInRoom}</p>
        </>
      )}
    </div>
  );
}
