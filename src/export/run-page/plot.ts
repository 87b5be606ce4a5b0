import { range, ticks, type CurvePoint } from '../../curves/curves';
import { quantity } from '../../words/format';
import { runPageWords as says } from '../../words/en/run-page';
import { escaped } from '../html';

/** What the two lines of a plot are called. */
export interface PlotNames {
  readonly title: string;
  readonly a: string;
  readonly b: string;
}

/** In pixels of the drawing, which is as wide as the page. */
const SIZE = { width: 640, height: 200, left: 48, right: 8, top: 22, bottom: 22 } as const;

/** Finer than any screen. */
const tenth = (value: number): number => Math.round(10 * value) / 10;

/** Two lines over the steps as SVG; '' where there is nothing to draw. */
export function plot(points: readonly CurvePoint[], names: PlotNames): string {
  const found = range(points);
  if (!found || points.length < 2) return '';
  const marks = ticks(found.min, found.max, 4);
  const [low, high] = [marks[0]!, Math.max(marks.at(-1)!, marks[0]! + 1e-9)];
  const [first, last] = [points[0]!.step, points.at(-1)!.step];
  const { width, height, left, right, top, bottom } = SIZE;
  const x = (step: number): number =>
    tenth(left + ((step - first) / (last - first || 1)) * (width - left - right));
  const y = (value: number): number =>
    tenth(height - bottom - ((value - low) / (high - low)) * (height - top - bottom));
  const line = (name: 'a' | 'b'): string =>
    `<polyline class="${name}" points="${points
      .filter((point) => Number.isFinite(point[name]))
      .map((point) => `${x(point.step)},${y(point[name])}`)
      .join(' ')}"/>`;
  const axis = marks.map(
    (mark) =>
      `<line class="axis" x1="${left}" x2="${width - right}" y1="${y(mark)}" y2="${y(mark)}"/>` +
      `<text x="${left - 6}" y="${y(mark) + 4}" text-anchor="end">${escaped(quantity(mark))}</text>`,
  );
  const spoken = [
    says.plot(names.title, names.a, points[0]!.a, points.at(-1)!.a),
    says.plot(names.title, names.b, points[0]!.b, points.at(-1)!.b),
  ].join('; ');
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(spoken)}">
${axis.join('\n')}
<text x="${left}" y="14">${escaped(names.title)}</text>
<text class="name-a" x="${width - right}" y="14" text-anchor="end">${escaped(names.a)} ―</text>
<text class="name-b" x="${width - right - 200}" y="14" text-anchor="end">${escaped(names.b)} ╌</text>
<text x="${left}" y="${height - 6}">${escaped(says.step(Math.round(first)))}</text>
<text x="${width - right}" y="${height - 6}" text-anchor="end">${escaped(says.step(Math.round(last)))}</text>
${line('a')}
${line('b')}
</svg>`;
}
