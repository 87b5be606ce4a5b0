import { memo, useMemo, useRef, useState, type PointerEvent } from 'react';
import { nearest, range, ticks, type CurvePoint } from '../../curves/curves';
import { stepAxis } from '../charts/step-axis';
import { FRAME, Plot } from '../charts/Plot';
import { Explained } from '../parts/Explained';
import { useSize } from '../parts/use-size';
import { quantity } from '../../words/format';
import type { QualityPlotWords } from '../../words/quality';
import charts from '../charts/Charts.module.css';
import classes from './Quality.module.css';

/** Two values at a step, NaN where one could not be told, and what real pictures would get. */
export interface QualityPoint extends CurvePoint {
  readonly floor: { readonly a: number; readonly b: number };
}

const NO_FLOOR = { a: Number.NaN, b: Number.NaN };
const HEIGHT = 132;

/** Two measures over the steps, each above its floor, with their values at the cursor. */
export const QualityPlot = memo(function QualityPlot(props: {
  says: QualityPlotWords;
  points: readonly QualityPoint[];
  stepsPerEpoch: number;
  /** Step of the grid that is shown; null while the newest is followed. */
  step: number | null;
}) {
  const { says, points, stepsPerEpoch } = props;
  const [pointed, setPointed] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const x = useMemo(() => stepAxis(points, stepsPerEpoch), [points, stepsPerEpoch]);
  const floor = points.at(-1)?.floor ?? NO_FLOOR;
  const y = useMemo(() => {
    const { max } = range([...points, { step: 0, ...floor }]) ?? { max: 1 };
    const marks = ticks(0, Math.max(max, 1e-3), 3);
    return { from: 0, to: marks.at(-1)!, ticks: marks, text: quantity };
  }, [points, floor]);
  const cursor = pointed ?? props.step;
  const at = cursor === null ? (points.at(-1) ?? null) : nearest(points, cursor);
  const inner = width - FRAME.left - FRAME.right;
  const share = cursor === null ? null : (cursor - x.from) / (x.to - x.from);
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - FRAME.left;
    setPointed(x.from + Math.min(1, Math.max(0, left / inner)) * (x.to - x.from));
  };
  return (
    <div className={charts.region}>
      <h3 className={classes.plotTitle}>{says.title}</h3>
      <p className={`${charts.values} ${classes.values}`}>
        {(['a', 'b'] as const).map((key) => (
          <span key={key} className={`${charts[key]} ${classes.value}`}>
            <Explained by={says[`${key}Help`]}>{says[key]}</Explained>
            <b>{at && Number.isFinite(at[key]) ? quantity(at[key]) : '–'}</b>
            {Number.isFinite(floor[key]) && (
              <span className={classes.quiet}>{says.floor(quantity(floor[key]))}</span>
            )}
          </span>
        ))}
      </p>
      <div
        ref={box}
        className={charts.plot}
        style={{ height: HEIGHT }}
        aria-hidden
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setPointed(null)}
      >
        {width > 0 && (
          <Plot width={width} height={HEIGHT} points={points} x={x} y={y} levels={floor} />
        )}
        {share !== null && share >= 0 && share <= 1 && (
          <div
            className={charts.cursor}
            style={{
              left: FRAME.left + share * inner,
              top: FRAME.top,
              height: HEIGHT - FRAME.top - FRAME.bottom,
            }}
          />
        )}
      </div>
    </div>
  );
});
