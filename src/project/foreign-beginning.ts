import type { GanSpec } from '../contract/net-spec';
import type { CheckpointRecord, RunRecord, WeightTensor } from '../contract/records';
import { counterNames, tensorGroups, type GroupKind } from '../nets/model-state';
import type { ForeignNet } from './foreign-net';

/**
 * The state of a run before its first step, with the weights of a generator and a discriminator. Adam
 * begins anew for both: where a file has its moments at all, they are those of one net, and
 * corrections by the steps of one would send the other far off.
 */
export function beginningOf(
  run: RunRecord,
  gan: GanSpec,
  generator: ForeignNet,
  discriminator: ForeignNet,
  now: number,
): CheckpointRecord {
  const nets = { generator, discriminator };
  const tensors = tensorGroups(gan).map(({ name, net, kind, tensors: specs }) => {
    const byName = new Map(nets[net].weights.map((weight) => [weight.name, weight]));
    return [name, specs.map((spec) => BEGIN[kind](byName.get(spec.name)!))] as const;
  });
  const { settings, learningRates } = run;
  return {
    ...{ runId: run.id, step: 0, epoch: 0, savedAt: now, engine: 'cpu' },
    ...{ settings, learningRates, trainedMs: 0, metricTail: new Float64Array(0) },
    state: {
      tensors: Object.fromEntries(tensors),
      counters: Object.fromEntries(counterNames(gan).map((name) => [name, 0])),
    },
  };
}

const kept = (weight: WeightTensor): WeightTensor => weight;
const copied = ({ name, shape, values }: WeightTensor): WeightTensor => ({
  name,
  shape,
  values: values.slice(),
});
const zeros = ({ name, shape, values }: WeightTensor): WeightTensor => ({
  name,
  shape,
  values: new Float32Array(values.length),
});

const BEGIN: Readonly<Record<GroupKind, (weight: WeightTensor) => WeightTensor>> = {
  weights: kept,
  statistics: kept,
  'adam.first': zeros,
  'adam.second': zeros,
  average: copied,
};
