import {
  METRIC_BLOCK_ROWS,
  type CheckpointRecord,
  type NetState,
  type RunRecord,
} from '../contract/records';
import type { Settings } from '../contract/hyperparameters';
import { buildGan } from '../nets/presets';
import { count, shape } from '../records/check';
import { restoreCheckpoint } from '../records/restore';
import { time } from './fields';
import { LIMITS } from './limits';
import { NAMES } from './manifest';
import { blocksOf } from './metric-rows';
import { areMomentsOf, areWeightsOf, checkNet, takeTensors, type TensorShape } from './nets';
import { NumberReader } from '../records/numbers';
import type { ProjectFile } from './project-file';
import { checkRates, tensorShapes } from './read-run';
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

/** What checkpoint.bin holds, in this order. */
const layout = shape({ metricTail: count, generator: netShapes, discriminator: netShapes });

/**
 * The checkpoint of a project. Its tensors are those of the nets that the run's settings make, so
 * that what goes on from it never meets a state of another net.
 * @throws StudioError.
 */
export async function readCheckpoint(file: ProjectFile, run: RunRecord): Promise<CheckpointRecord> {
  const json = await file.json(`${NAMES.checkpoint}.json`, 'checkpoint');
  const { metricTail: tail, generator, discriminator } = layout(json, WHERE);
  checkState(run.settings, generator, discriminator);
  const bytes = await file.bytes(`${NAMES.checkpoint}.bin`, LIMITS.checkpointBytes);
  const numbers = new NumberReader(bytes);
  if (8 * tail > numbers.left) throw refused(`${WHERE} is cut short.`);
  const metricTail = numbers.take(Float64Array, tail);
  const state = {
    generator: takeState(numbers, generator),
    discriminator: takeState(numbers, discriminator),
  };
  if (numbers.left > 0) throw refused(`${WHERE} holds more numbers than its nets have.`);
  const found = restoreCheckpoint({ ...(json as object), runId: run.id, metricTail, state });
  if (!found) throw refused(`${WHERE} is empty.`);
  checkTimes(found, WHERE);
  checkState(found.settings, generator, discriminator);
  checkRates(found.learningRates);
  for (const { block } of blocksOf(run.id, metricTail)) {
    if (block !== Math.floor(found.step / METRIC_BLOCK_ROWS)) {
      throw refused(`${WHERE} holds the curves of other steps.`);
    }
  }
  return found;
}

const WHERE = 'The checkpoint';

const checkTimes = shape({ savedAt: time, trainedMs: time });

/** @throws StudioError where a state is not of the nets that the settings make. */
function checkState(settings: Settings, ...states: readonly NetShapes[]): void {
  const gan = buildGan(settings);
  const fits = [gan.generator, gan.discriminator].every((spec, i) => {
    checkNet(spec);
    const { weights, adam } = states[i]!;
    return (
      areWeightsOf(spec, weights) &&
      areMomentsOf(spec, adam.first) &&
      areMomentsOf(spec, adam.second)
    );
  });
  if (!fits) throw refused('The checkpoint is of other nets than the settings of its run make.');
}

function takeState(numbers: NumberReader, { weights, adam }: NetShapes): NetState {
  const take = (shapes: readonly TensorShape[]) => takeTensors(numbers, shapes, WHERE);
  return {
    weights: take(weights),
    adam: { step: adam.step, first: take(adam.first), second: take(adam.second) },
  };
}
