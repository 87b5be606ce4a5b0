import {
  METRIC_BLOCK_ROWS,
  METRIC_COLUMNS,
  type CheckpointRecord,
  type EngineId,
  type LearningRates,
  type NetState,
  type RunRecord,
} from '../contract/records';
import type { NetSpec } from '../contract/net-spec';
import { ENGINE_CHOICES } from '../contract/hyperparameters';
import { checkValue, restoreSettings } from '../contract/settings';
import { buildGan } from '../nets/presets';
import { count, finite, oneOf, shape, time } from './fields';
import { LIMITS } from './limits';
import { NAMES } from './manifest';
import { blocksOf } from './metric-rows';
import { areWeightsOf, checkNet, takeTensors, type TensorShape } from './nets';
import { NumberReader } from './numbers';
import type { ProjectFile } from './project-file';
import { tensorShapes } from './read-run';
import { refused } from './refusal';

interface NetShapes {
  readonly weights: readonly TensorShape[];
  readonly adam: {
    readonly step: number;
    readonly first: readonly TensorShape[];
    readonly second: readonly TensorShape[];
  };
}

const netShapes = shape<NetShapes>({
  weights: tensorShapes,
  adam: shape<NetShapes['adam']>({ step: count, first: tensorShapes, second: tensorShapes }),
});

const head = shape({
  step: count,
  epoch: count,
  savedAt: time,
  engine: oneOf<EngineId>(ENGINE_CHOICES.filter((choice) => choice !== 'automatic')),
  settings: (value: unknown) => restoreSettings(value).settings,
  learningRates: shape<LearningRates>({ generator: finite, discriminator: finite }),
  trainedMs: time,
  metricTail: count,
  generator: netShapes,
  discriminator: netShapes,
});

/**
 * The checkpoint of a project. Its tensors are those of the nets that the run's settings make, so
 * that what goes on from it never meets a state of another net.
 * @throws StudioError.
 */
export async function readCheckpoint(file: ProjectFile, run: RunRecord): Promise<CheckpointRecord> {
  const where = 'The checkpoint';
  const found = head(await file.json(`${NAMES.checkpoint}.json`, 'checkpoint'), where);
  const { metricTail, generator, discriminator, ...rest } = found;
  const issue =
    checkValue('generatorLearningRate', rest.learningRates.generator) ??
    checkValue('discriminatorLearningRate', rest.learningRates.discriminator);
  if (issue) throw refused(issue.message);
  const gan = buildGan(run.settings);
  checkState(gan.generator, generator);
  checkState(gan.discriminator, discriminator);

  const numbers = new NumberReader(
    await file.bytes(`${NAMES.checkpoint}.bin`, LIMITS.checkpointBytes),
  );
  const most = (rest.step % METRIC_BLOCK_ROWS) * METRIC_COLUMNS.length;
  if (
    metricTail > most ||
    metricTail % METRIC_COLUMNS.length > 0 ||
    8 * metricTail > numbers.left
  ) {
    throw refused(
      `${where} should hold the curves of its last ${rest.step % METRIC_BLOCK_ROWS} steps.`,
    );
  }
  const tail = numbers.take(Float64Array, metricTail);
  // Checks what the rows hold, too.
  for (const { block } of blocksOf(run.id, tail)) {
    if (block !== Math.floor(rest.step / METRIC_BLOCK_ROWS)) {
      throw refused(`${where} holds the curves of other steps.`);
    }
  }
  const state = {
    generator: takeState(numbers, generator),
    discriminator: takeState(numbers, discriminator),
  };
  if (numbers.left > 0) throw refused(`${where} holds more numbers than its nets have.`);
  return { runId: run.id, ...rest, metricTail: tail, state };
}

function checkState(spec: NetSpec, { weights, adam }: NetShapes): void {
  checkNet(spec);
  if (
    areWeightsOf(spec, weights) &&
    areWeightsOf(spec, adam.first, true) &&
    areWeightsOf(spec, adam.second, true)
  ) {
    return;
  }
  throw refused('The checkpoint is of other nets than the settings of its run make.');
}

function takeState(numbers: NumberReader, { weights, adam }: NetShapes): NetState {
  const take = (shapes: readonly TensorShape[]) => takeTensors(numbers, shapes, 'The checkpoint');
  return {
    weights: take(weights),
    adam: { step: adam.step, first: take(adam.first), second: take(adam.second) },
  };
}
