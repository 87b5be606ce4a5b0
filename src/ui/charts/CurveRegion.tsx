import { memo, useMemo, useRef, type PointerEvent } from 'react';
import type { MetricSeries } from '../../curves/metric-series';
import { Term } from '../parts/Term';
import { useSize } from '../parts/use-size';
import { quantity } from '../../words/format';
import {
  curvePoints,
  logarithmic,
  nearest,
  range,
  smooth,
  ticks,
  type Curve,
  type CurvePoint,
} from '../../curves/curves';
import { FRAME, Plot, type Axis } from './Plot';
import { stepAxis } from './step-axis';
import { usePaced } from './use-paced';
import { words } from '../../words';
import classes from './Charts.module.css';

const TERMS = { losses: 'loss', scores: 'score' } as const;

const HEIGHT = 152;
/** Milliseconds between two drawings of one plot while training. */
const PACE = 2000;

interface CurveRegionProps {
  /** Grows in place while the run goes on. */
  readonly metrics: MetricSeries;
  /** Changes when it grew. */
  readonly version: number;
  readonly stepsPerEpoch: number;
  readonly curve: Curve;
  /** 0..0.95. */
  readonly smoothing: number;
  readonly log: boolean;
  readonly phase: number;
  /** Step under the shared cursor. */
  readonly cursor: number | null;
  readonly onPoint: (step: number | null) => void;
}

/** One plot with its values at the cursor; drawn anew at its own pace while the curves grow. */
export function CurveRegion({ version, phase, ...props }: CurveRegionProps) {
  return <CurvesAt {...props} version={usePaced(version, PACE, phase)} />;
}

const CurvesAt = memo(function CurvesAt(props: Omit<CurveRegionProps, 'phase'>) {
  const { metrics, version, stepsPerEpoch, curve, log, cursor } = props;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const raw = useMemo(
    // The series is one growing object: its version says when to read it anew.
    () => (version >= 0 ? curvePoints(metrics, curve) : []),
    [metrics, curve, version],
  );
  const even = useMemo(() => smooth(raw, props.smoothing), [raw, props.smoothing]);
  const drawn = useMemo(() => (log ? logarithmic(even) : even), [even, log]);
  const x = useMemo(() => stepAxis(raw, stepsPerEpoch), [raw, stepsPerEpoch]);
  const y = useMemo(() => yAxis(drawn, curve, log), [drawn, curve, log]);

  const inner = width - FRAME.left - FRAME.right;
  const share = cursor === null || x.to <= x.from ? null : (cursor - x.from) / (x.to - x.from);
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left - FRAME.left;
    const clamped = Math.min(1, Math.max(0, at / inner));
    props.onPoint(x.from + clamped * (x.to - x.from));
  };
  const { title } = words().charts[curve];
  return (
    <section className={classes.region} aria-label={title}>
      <header className={classes.head}>
        <h2 className={classes.title}>
          <Term of={TERMS[curve]}>{title}</Term>
        </h2>
        <Values
          curve={curve}
          point={cursor === null ? (even.at(-1) ?? null) : nearest(even, cursor)}
        />
      </header>
      <div
        ref={box}
        className={classes.plot}
        style={{ height: HEIGHT }}
        aria-hidden
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => props.onPoint(null)}
      >
        {width > 0 && raw.length > 0 && (
          <Plot width={width} height={HEIGHT} points={drawn} x={x} y={y} />
        )}
        {raw.length === 0 && <p className={classes.none}>{words().charts.later}</p>}
        {share !== null && share >= 0 && share <= 1 && raw.length > 0 && (
          <div
            className={classes.cursor}
            style={{
              left: FRAME.left + share * inner,
              top: FRAME.top,
              height: HEIGHT - FRAME.top - FRAME.bottom,
            }}
          />
        )}
      </div>
    </section>
  );
});

/** The two values under the cursor, named and coloured as the lines are. */
function Values({ curve, point }: { curve: Curve; point: CurvePoint | null }) {
  const says = words().charts[curve];
  const text = (value: number): string => (point ? quantity(value) : '');
  return (
    <p className={classes.values}>
      <span className={classes.a}>
        <span>{says.a}</span> <b>{text(point?.a ?? 0)}</b>
      </span>
      <span className={classes.b}>
        <span>{says.b}</span> <b>{text(point?.b ?? 0)}</b>
      </span>
    </p>
  );
}

function yAxis(points: readonly CurvePoint[], curve: Curve, log: boolean): Axis {
  if (curve === 'scores') return { from: 0, to: 1, ticks: [0, 0.5, 1], text: quantity };
  const { min, max } = range(points) ?? { min: 0, max: 1 };
  const marks = log ? ticks(Math.floor(min), Math.ceil(max), 4) : ticks(0, max, 4);
  const text = log ? (value: number) => quantity(10 ** value) : quantity;
  return {
    from: marks[0] ?? 0,
    to: Math.max(marks.at(-1) ?? 1, (marks[0] ?? 0) + 1e-9),
    ticks: marks,
    text,
  };
}
