import { Switch } from '@mantine/core';
import { memo, useState } from 'react';
import type { MetricSeries } from '../../curves/metric-series';
import { CurveRegion } from './CurveRegion';
import { words } from '../../words';
import classes from './Charts.module.css';

/** Losses and Scores under one cursor: the pointer's place, else the grid that is shown. */
function Charts(props: {
  metrics: MetricSeries;
  /** Changes when the curves grew. */
  version: number;
  stepsPerEpoch: number;
  /** Step of the grid that is shown; null while the newest is followed. */
  step: number | null;
}) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [smoothing, setSmoothing] = useState(0.6);
  const [log, setLog] = useState(false);
  const shared = {
    metrics: props.metrics,
    version: props.version,
    stepsPerEpoch: props.stepsPerEpoch,
    smoothing,
    cursor: pointed ?? props.step,
    onPoint: setPointed,
  };
  return (
    <div className={classes.charts}>
      <CurveRegion {...shared} curve="losses" log={log} phase={0} />
      <CurveRegion {...shared} curve="scores" log={false} phase={1000} />
      <div className={classes.controls}>
        <label className={classes.smoothing}>
          <span>{words().charts.smoothing}</span>
          <input
            type="range"
            min={0}
            max={95}
            step={5}
            value={Math.round(smoothing * 100)}
            aria-valuetext={words().charts.strength(smoothing)}
            onChange={(event) => setSmoothing(Number(event.currentTarget.value) / 100)}
          />
        </label>
        <Switch
          size="xs"
          label={words().charts.logScale}
          checked={log}
          onChange={(event) => setLog(event.currentTarget.checked)}
        />
      </div>
    </div>
  );
}

export default memo(Charts);
