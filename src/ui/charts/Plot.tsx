import { memo } from 'react';
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts';
import type { CurvePoint } from './curves';

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
}

const TICK = { fontSize: 11, fill: 'var(--quiet)' };

/** Two lines and their axes. What moves with the pointer is drawn elsewhere, so this draws only
 *  when the curves grow. */
export const Plot = memo(function Plot({ width, height, points, x, y }: PlotProps) {
  return (
    <LineChart
      width={width}
      height={height}
      data={points}
      margin={{ top: FRAME.top, right: FRAME.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke="var(--line)" vertical={false} />
      <XAxis
        type="number"
        dataKey="step"
        height={FRAME.bottom}
        domain={[x.from, x.to]}
        ticks={x.ticks}
        interval={0}
        tickFormatter={x.text}
        tick={TICK}
        tickLine={false}
        stroke="var(--line)"
        allowDataOverflow
      />
      <YAxis
        type="number"
        width={FRAME.left}
        domain={[y.from, y.to]}
        ticks={y.ticks}
        interval={0}
        tickFormatter={y.text}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        allowDataOverflow
      />
      <Line {...LINE} dataKey="a" stroke="var(--ink)" />
      <Line {...LINE} dataKey="b" stroke="var(--accent)" />
    </LineChart>
  );
});

const LINE = {
  type: 'linear',
  dot: false,
  activeDot: false,
  isAnimationActive: false,
  strokeWidth: 1.5,
} as const;
