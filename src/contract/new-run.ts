import type { DatasetRecord, RunRecord } from './records';

type Given = Pick<RunRecord, 'id' | 'name' | 'settings' | 'datasetCount' | 'batching' | 'device'>;

/** A run as it begins, in state `preparing`: it learns from what is chosen of the set by now. */
export function newRun(
  given: Given,
  set: Pick<DatasetRecord, 'id' | 'name' | 'excluded' | 'untickedFolders'>,
  now: number,
): RunRecord {
  const { id, name, settings, datasetCount, batching, device } = given;
  return {
    id,
    name,
    settings,
    datasetId: set.id,
    datasetName: set.name,
    datasetCount,
    batching,
    recipe: settings.preset,
    device,
    createdAt: now,
    updatedAt: now,
    state: 'preparing',
    step: 0,
    epoch: 0,
    stepsPerEpoch: 0,
    trainedMs: 0,
    failure: null,
    learningRates: {
      generator: settings.generatorLearningRate,
      discriminator: settings.discriminatorLearningRate,
    },
    choice: { excluded: set.excluded, untickedFolders: set.untickedFolders },
    checkpoint: null,
    bestCheckpoint: null,
    incidents: 0,
    lastIncident: null,
  };
}
