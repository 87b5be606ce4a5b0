import { useMemo } from 'react';
import { heldPictureBytes } from '../../../contract/pictures';
import type { Settings } from '../../../contract/hyperparameters';
import { edgeOf } from '../../../contract/picture-shape';
import type { DatasetRecord } from '../../../contract/records';
import {
  epochsToSee,
  picturesToSee,
  secondsOf,
  secondsPerEpoch,
} from '../../../nets/time-to-picture';
import { composeGan } from '../../../nets/presets';
import type { StepTiming } from '../../../contract/step-timing';
import { useActions, useStudio } from '../../studio-context';
import { words } from '../../../words';
import classes from './TimeToPicture.module.css';

/** What the present settings will take of time and memory. [TIME3] */
export function Estimate(props: {
  settings: Settings;
  set: DatasetRecord;
  pictures: number;
  /** Null where nothing is known of these settings. */
  timing: StepTiming | null;
}) {
  const { settings, set, pictures, timing } = props;
  return (
    <>
      {timing && <Times settings={settings} pictures={pictures} timing={timing} />}
      <Memory settings={settings} set={set} pictures={pictures} />
    </>
  );
}

function Times(props: { settings: Settings; pictures: number; timing: StepTiming }) {
  const { settings, pictures, timing } = props;
  const says = words().time;
  const { epochs } = settings;
  const seen = picturesToSee(pictures, edgeOf(settings));
  const after = (wanted: number) => {
    const needed = epochsToSee(wanted, settings, pictures);
    return { epochs: needed, seconds: secondsOf(needed, timing, settings, pictures) };
  };
  const [first, good] = [after(seen.first), after(seen.good)];
  const ends = epochs < first.epochs ? 'first' : epochs < good.epochs ? 'good' : null;
  const epoch = secondsPerEpoch(timing, settings, pictures);
  return (
    <>
      <p>{says.epochs(epoch, epochs, secondsOf(epochs, timing, settings, pictures))}</p>
      <p>
        <span>{says.likeness(first, good)}</span>
        {ends && <span> {says.endsBefore[ends](epochs)}</span>}
      </p>
    </>
  );
}

/** Weights, moments and what a step computes as the engine's plan has them, and the pictures. */
function Memory(props: { settings: Settings; set: DatasetRecord; pictures: number }) {
  const { settings, set, pictures } = props;
  const report = useStudio((studio) => studio.engineReport);
  const { memoryOn } = useActions();
  const { engine = null, maxBufferBytes = null, software = false } = report ?? {};
  const memory = useMemo(
    () => memoryOn(engine, composeGan(settings), settings.batchSize, maxBufferBytes, software),
    [memoryOn, engine, settings, maxBufferBytes, software],
  );
  const { weights, optimizer, activations } = memory;
  const held = heldPictureBytes(set.shape, pictures);
  return (
    <p className={classes.quiet}>{words().time.memory(weights + optimizer, activations, held)}</p>
  );
}
