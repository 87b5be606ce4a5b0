import type { CopyGauge, Likeness, Measures } from './measures';

/** Names and numbers of one row of a table; null stands for what could not be told. */
export type Columns = Readonly<Record<string, number | null>>;

/** A floor has those of a likeness alone. */
export function measureColumns(measures: Likeness | Measures): Columns {
  const { sides, sliced } = measures;
  const columns: Record<string, number | null> = {
    generated: measures.generated,
    real: measures.real,
    ...Object.fromEntries(sides.map((side, level) => [`sliced${side}`, sliced[level]!])),
    slicedMean: measures.slicedMean,
    colour: measures.colour,
    kernel: measures.kernel,
    density: measures.density,
    coverage: measures.coverage,
    diversity: measures.diversity,
  };
  if (!('copies' in measures)) return columns;
  const { blurred, features, closest } = measures.copies;
  return {
    ...columns,
    overfitting: measures.overfitting,
    ...gaugeColumns('blurred', blurred),
    ...gaugeColumns('features', features),
    closestRatio: closest[0]?.ratio ?? null,
  };
}

const gaugeColumns = (space: string, gauge: CopyGauge): Columns => ({
  [`${space}Nearest`]: gauge.median,
  [`${space}NearestReal`]: gauge.realMedian,
  [`${space}CopyZ`]: gauge.z,
  [`${space}Copies`]: gauge.share,
});
