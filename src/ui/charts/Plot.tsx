import { memo } from 'react';
import { Curve, Surface } from 'recharts';
import type { CurvePoint } from '../../curves/curves';
import classes from './Charts.module.css';

/** Room around the curves, in CSS pixels; the cursor laid over the plot counts on it. */
export const FRAME = { left: 36, right: 16, top: 6, bottom: 20 } as const;

export interface Axis {
  readonly ticks: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly text: (value: number) => string;
}

interface PlotProps {
  readonly width: number;
  readonly height: number;
  readonly points: readonly CurvePoint[];
  readonly x: Axis;
  readonly y: Axis;
  /** What each line is read against, drawn across; a value that is no number is left out. */
  readonly levels?: { readonly a: number; readonly b: number };
}

/**
 * Two lines over their marks, of recharts' curve primitive. A whole chart of recharts takes some ten
 * times as long to draw, and the page must stay smooth beside a training that uses every processor.
 * What moves with the pointer is drawn elsewhere, so this draws only when the curves grow.
 */
export const Plot = memo(function Plot({ width, height, points, x, y, levels }: PlotProps) {
  const at = scales({ width, height, x, y });
  const line = (key: 'a' | 'b'): { x: number; y: number }[] =>
    points
      .filter((point) => Number.isFinite(point[key]))
      .map((point) => ({ x: at.left(point.step), y: at.top(point[key]) }));
  return (
    <>
      <Marks width={width} height={height} x={x} y={y} />
      <Surface width={width} height={height}>
        {levels && (
          <>
            <Level at={at.top(levels.a)} width={width} stroke="var(--ink)" />
            <Level at={at.top(levels.b)} width={width} stroke="var(--accent)" />
          </>
        )}
        <Line points={line('a')} stroke="var(--ink)" />
        <Line points={line('b')} stroke="var(--accent)" className={classes.second} />
      </Surface>
    </>
  );
});

/** A run of one step has no line yet, so its one place is marked. */
function Line(props: {
  points: { x: number; y: number }[];
  stroke: string;
  className?: string | undefined;
}) {
  const { points, stroke, className = '' } = props;
  const [only, ...others] = points;
  if (only && others.length === 0) return <circle cx={only.x} cy={only.y} r={3} fill={stroke} />;
  return <Curve {...LINE} points={points} stroke={stroke} className={className} />;
}

function Level({ at, width, stroke }: { at: number; width: number; stroke: string }) {
  if (!Number.isFinite(at)) return null;
  return (
    <line
      className={classes.level}
      x1={FRAME.left}
      x2={width - FRAME.right}
      y1={at}
      y2={at}
      stroke={stroke}
    />
  );
}

type Place = Omit<PlotProps, 'points' | 'levels'>;

/** Values to CSS pixels from the left and from the top. */
function scales({ width, height, x, y }: Place): Record<'left' | 'top', (value: number) => number> {
  const across = width - FRAME.left - FRAME.right;
  const down = height - FRAME.top - FRAME.bottom;
  return {
    left: (value) => FRAME.left + (across * (value - x.from)) / (x.to - x.from || 1),
    top: (value) => FRAME.top + down * (1 - (value - y.from) / (y.to - y.from)),
  };
}

/** Grid lines of y, and the numbers of both axes. */
function Marks({ width, height, x, y }: Place) {
  const at = scales({ width, height, x, y });
  return (
    <>
      {y.ticks.map((tick) => (
        <div
          key={tick}
          className={classes.gridLine}
          style={{ left: FRAME.left, right: FRAME.right, top: at.top(tick) }}
        >
          <span className={classes.yMark}>{y.text(tick)}</span>
        </div>
      ))}
      {x.ticks.map((tick) => (
        <span
          key={tick}
          className={classes.xMark}
          style={{ left: at.left(tick), top: height - FRAME.bottom }}
        >
          {x.text(tick)}
        </span>
      ))}
    </>
  );
}

const LINE = { type: 'linear', fill: 'none', strokeWidth: 1.5 } as const;
