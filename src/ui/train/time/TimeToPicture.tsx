import { Button } from '@mantine/core';
import { useId } from 'react';
import { wantedSize } from '../../../contract/picture-shape';
import type { DatasetRecord } from '../../../contract/records';
import { learntCount } from '../../../store/sets';
import { useStudio } from '../../studio-context';
import { words } from '../../../words';
import { Estimate } from './Estimate';
import { usePoints, type OfferedPoint, type Points } from './use-points';
import { useTiming, type TimingOfSettings } from './use-timing';
import classes from './TimeToPicture.module.css';

/** Before a run: how long it will take, and settings to begin with. */
export function TimeToPicture({ set }: { set: DatasetRecord }) {
  const settings = useStudio((studio) => studio.settings);
  const fit = useStudio((studio) => studio.settingIssues.length === 0);
  const timing = useTiming();
  const pictures = learntCount(set, settings);
  const title = useId();
  if (pictures === 0) return null;
  return (
    <section className={classes.time} aria-labelledby={title}>
      <h2 id={title}>{words().time.title}</h2>
      <StartingPoints pictures={pictures} timing={timing} />
      <div className={classes.says}>
        <UnderWay state={timing.state} />
        {fit && (
          <Estimate
            settings={settings}
            set={set}
            pictures={pictures}
            timing={timing.state === 'known' ? (timing.trial?.timing ?? null) : null}
          />
        )}
      </div>
    </section>
  );
}

function UnderWay({ state }: Pick<TimingOfSettings, 'state'>) {
  const says = words().time;
  if (state === 'working') return <p className={classes.quiet}>{says.timing}</p>;
  return state === 'failed' ? <p className={classes.quiet}>{says.failed}</p> : null;
}

function StartingPoints({ pictures, timing }: { pictures: number; timing: TimingOfSettings }) {
  const points = usePoints(pictures, timing);
  return (
    <>
      <div className={classes.points} role="group" aria-label={words().time.title}>
        {points.offered.map((offer) => (
          <Point key={offer.point} offer={offer} onPress={() => points.choose(offer)} />
        ))}
      </div>
      <ChosenPoint points={points} />
    </>
  );
}

function Point({ offer, onPress }: { offer: OfferedPoint; onPress: () => void }) {
  const says = words().time;
  const hint = useId();
  const { point, settings, seconds } = offer;
  return (
    <div className={classes.point}>
      <Button
        size="xs"
        aria-describedby={hint}
        aria-disabled={settings === null}
        {...(settings === null ? { 'data-disabled': true } : {})}
        onClick={onPress}
      >
        {says.points[point]}
      </Button>
      <span id={hint} className={classes.hint}>
        {settings ? says.hint(wantedSize(settings), seconds) : says.later}
      </span>
    </div>
  );
}

/** What was chosen, and the way back. */
function ChosenPoint({ points }: { points: Points }) {
  const says = words().time;
  const { chosen, resizable } = points;
  return (
    <div role="status">
      {chosen && (
        <p className={classes.chosen}>
          <span>
            {says.chosen(says.points[chosen.point], wantedSize(chosen.settings), chosen.settings)}
          </span>{' '}
          <button type="button" className={classes.undo} onClick={points.undo}>
            {says.undo}
          </button>
        </p>
      )}
      {chosen && !resizable && <p className={classes.hint}>{says.kept}</p>}
    </div>
  );
}
