import { UNTRAINED } from '../contract/explore';
import { Stream } from '../contract/random';
import type { GeneratorRecord, RunRecord } from '../contract/records';
import { initialWeights } from './initial';
import { buildGan } from './presets';

/** The generator that a run began with, made again of its settings and seed. */
export function untrainedGenerator(run: RunRecord): GeneratorRecord {
  const spec = buildGan(run.settings, run).generator;
  const weights = initialWeights(spec, run.settings.seed, Stream.GeneratorWeights);
  const { id, createdAt } = run;
  return { runId: id, epoch: UNTRAINED, step: 0, createdAt, spec, weights };
}
