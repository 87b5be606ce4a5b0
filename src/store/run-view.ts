import { StudioError } from '../contract/errors';
import type { MeasureRecord } from '../contract/measures';
import type { LearningRates, RunRecord, SampleRecord } from '../contract/records';
import { statusOf } from '../contract/run-state';
import type { Context } from './context';
import { MetricSeries } from '../curves/metric-series';
import type { RunView } from './view-types';

/** A view of a run with nothing to show yet. */
export const emptyView = (run: RunRecord): RunView => ({
  run,
  preparing: null,
  live: false,
  watching: false,
  status: statusOf(run.state),
  progress: null,
  metrics: new MetricSeries(),
  metricsVersion: 0,
  samples: [],
  measures: [],
  measuring: false,
  generatorEpochs: [],
  error: null,
});

/** Those asked for since it began; its record may still say what held before. */
export const ratesInForce = ({ run, status }: RunView): LearningRates =>
  status.learningRates ?? run.learningRates;

/** By epoch, then step; one of the same place is replaced. The newest mostly comes last. */
export function insertSample(
  samples: readonly SampleRecord[],
  sample: SampleRecord,
): readonly SampleRecord[] {
  const order = (other: SampleRecord): number =>
    other.epoch - sample.epoch || other.step - sample.step;
  let at = samples.length;
  while (at > 0 && order(samples[at - 1]!) >= 0) at--;
  const same = at < samples.length && order(samples[at]!) === 0 ? 1 : 0;
  return samples.toSpliced(at, same, sample);
}

/** By step; one of the same step is replaced. Pictures of pairs are those of the newest alone. */
export const insertMeasure = (
  measures: readonly MeasureRecord[],
  measure: MeasureRecord,
): readonly MeasureRecord[] =>
  [...measures.filter(({ step }) => step !== measure.step), measure]
    .sort((a, b) => a.step - b.step)
    .map((one) => (one === measure ? one : { ...one, closest: null }));

/** Ascending, each once. */
export const insertEpoch = (epochs: readonly number[], epoch: number): readonly number[] =>
  [...new Set([...epochs, epoch])].sort((a, b) => a - b);

/**
 * A stored run with its curves, grids and generators as they are kept [RUN3].
 * @throws StudioError `run-missing`
 */
export async function storedView(context: Context, id: string): Promise<RunView> {
  const { storage } = context.ports;
  const [run, blocks, samples, measures, generatorEpochs] = await Promise.all([
    storage.run(id),
    storage.metrics(id),
    storage.samples(id),
    storage.measures(id),
    storage.generatorEpochs(id),
  ]);
  if (!run) throw new StudioError('run-gone');
  const view = emptyView(context.named(run));
  for (const block of blocks) view.metrics.append(block.rows);
  return { ...view, metricsVersion: 1, samples, measures, generatorEpochs, error: run.failure };
}
