import { count } from '../../words/format';
import { words } from '../../words';
import { ticks, type CurvePoint } from '../../curves/curves';
import type { Axis } from './Plot';

/** Steps along x, written as epochs where an epoch's length is known. */
export function stepAxis(points: readonly CurvePoint[], stepsPerEpoch: number): Axis {
  const to = Math.max(1, points.at(-1)?.step ?? 1);
  const unit = stepsPerEpoch > 0 && to >= 2 * stepsPerEpoch ? stepsPerEpoch : 1;
  const marks = ticks(0, to / unit, 4)
    .filter((mark) => mark * unit <= to && Number.isInteger(mark))
    .map((mark) => mark * unit);
  const { atStep, atEpoch } = words().charts;
  const first = unit === 1 ? atStep : atEpoch;
  return {
    from: 0,
    to,
    ticks: marks,
    text: (value) => (value === 0 ? first : count)(Math.round(value / unit)),
  };
}
