import { StudioError } from '../contract/errors';
import { METRIC_BLOCK_ROWS, type CheckpointRecord, type RunRecord } from '../contract/records';
import type { Settings } from '../contract/hyperparameters';
import { checkState } from '../nets/model-state';
import { buildGan } from '../nets/presets';
import { count, shape } from '../records/check';
import { NumberReader } from '../records/numbers';
import { restoreCheckpointFields } from '../records/restore';
import { counters } from '../records/restore-model';
import { byGroup, decodeTensors, storedTensors } from '../records/tensors';
import { time } from './fields';
import { LIMITS } from './limits';
import { NAMES } from './manifest';
import { blocksOf } from './metric-rows';
import { checkNet } from './nets';
import type { ProjectFile } from './project-file';
import { checkRates } from './read-run';

/** What checkpoint.bin holds: numbers of the curves, and those of the tensors. */
const layout = shape({ metricTail: count, tensors: storedTensors, counters });
type Layout = ReturnType<typeof layout>;

/**
 * The checkpoint of a project. Its tensors are those of the nets that the run's settings make, so
 * that what goes on from it never meets a state of another net.
 * @throws StudioError.
 */
export async function readCheckpoint(file: ProjectFile, run: RunRecord): Promise<CheckpointRecord> {
  const json = await file.json(`${NAMES.checkpoint}.json`, 'checkpoint');
  const told = layout(json, WHERE);
  checkNets(run.settings, run, told);
  const bytes = await file.bytes(`${NAMES.checkpoint}.bin`, LIMITS.checkpointBytes);
  const tail = 8 * told.metricTail;
  if (tail > bytes.length) throw new StudioError('file-checkpoint-cut');
  const metricTail = new NumberReader(bytes).take(Float64Array, told.metricTail);
  const found = restoreCheckpointFields({ ...(json as object), runId: run.id, metricTail })!;
  checkTimes(found, WHERE);
  checkNets(found.settings, run, told);
  checkRates(found.learningRates);
  for (const { block } of blocksOf(run.id, metricTail)) {
    if (block !== Math.floor(found.step / METRIC_BLOCK_ROWS)) {
      throw new StudioError('file-checkpoint-of-other-steps');
    }
  }
  const tensors = decodeTensors(told.tensors, [bytes.subarray(tail)], WHERE);
  const { counters, ...fields } = found;
  return { ...fields, state: { tensors, counters } };
}

const WHERE = 'file-checkpoint';

const checkTimes = shape({ savedAt: time, trainedMs: time });

/** @throws StudioError where a state is not of the nets that the settings make. */
function checkNets(settings: Settings, run: RunRecord, { tensors, counters }: Layout): void {
  const gan = buildGan(settings, run);
  for (const spec of [gan.generator, gan.discriminator]) checkNet(spec);
  try {
    checkState(gan, { tensors: byGroup(tensors), counters });
  } catch (cause) {
    throw new StudioError('file-checkpoint-of-other-nets', {}, { cause });
  }
}
