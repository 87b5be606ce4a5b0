import type { Batch, StepMetrics, TrainingModel } from '../../engine/model';

/** One step of a model, awaited to its metrics. */
export async function trainStep(
  model: TrainingModel,
  batch: Batch,
  step: number,
): Promise<StepMetrics> {
  const [metrics] = await model.trainSteps([batch], step);
  return metrics!;
}
