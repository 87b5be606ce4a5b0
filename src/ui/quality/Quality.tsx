import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { bestMeasure } from '../../contract/best-measure';
import { generatedFor } from '../../contract/measuring';
import type { MeasureRecord } from '../../contract/measures';
import type { RunView } from '../../store/view-types';
import { useActions } from '../studio-context';
import { qualityWords } from '../../words/quality';
import { Closest } from './Closest';
import { QualityPlot, type QualityPoint } from './QualityPlot';
import classes from './Quality.module.css';

/** How good the run's generated pictures are, as far as it was measured. [MEAS11] */
export default function Quality(props: {
  openRun: RunView;
  /** Step of the grid that is shown; null while the newest is followed. */
  step: number | null;
}) {
  const { run, measures, measuring, live } = props.openRun;
  const [closest, setClosest] = useState(false);
  const actions = useActions();
  const says = qualityWords();
  const last = measures.at(-1);
  const best = bestMeasure(measures);
  const kept = run.choice?.keptBack?.length ?? 0;
  const enough = generatedFor({ training: run.datasetCount, heldOut: kept }) > 0;
  const likeness = useMemo(() => measures.map(likenessOf), [measures]);
  const variety = useMemo(() => measures.map(varietyOf), [measures]);
  const may = live && (run.state === 'running' || run.state === 'paused') && enough;
  return (
    <section className={classes.quality} aria-label={says.title}>
      <h2 className={classes.title}>{says.title}</h2>
      {last ? (
        <>
          <QualityPlot
            says={says.likeness}
            points={likeness}
            stepsPerEpoch={run.stepsPerEpoch}
            step={props.step}
          />
          <QualityPlot
            says={says.variety}
            points={variety}
            stepsPerEpoch={run.stepsPerEpoch}
            step={props.step}
          />
          <p className={classes.quiet}>
            <span>{says.against(last.heldOut)}</span> <span>{says.latest(last.epoch)}</span>{' '}
            <span>{best ? says.best(best.epoch) : ''}</span>
          </p>
        </>
      ) : (
        <p className={classes.quiet}>{enough ? says.none : says.tooSmall}</p>
      )}
      <div className={classes.buttons}>
        {may && (
          <Button size="xs" loading={measuring} onClick={() => actions.measureNow()}>
            {says.measureNow}
          </Button>
        )}
        {last && (
          <Button size="xs" onClick={() => setClosest(true)}>
            {says.closest.open}
          </Button>
        )}
        <span className={classes.status} role="status">
          {measuring && says.measuring}
        </span>
      </div>
      {closest && last && <Closest run={run} record={last} onClose={() => setClosest(false)} />}
    </section>
  );
}

const likenessOf = ({ step, measures, floor }: MeasureRecord): QualityPoint => ({
  step,
  a: measures.slicedMean,
  b: measures.colour,
  floor: { a: floor.slicedMean, b: floor.colour },
});

const varietyOf = ({ step, measures, floor }: MeasureRecord): QualityPoint => ({
  step,
  a: measures.coverage ?? Number.NaN,
  b: measures.diversity ?? Number.NaN,
  floor: { a: floor.coverage ?? Number.NaN, b: floor.diversity ?? Number.NaN },
});
