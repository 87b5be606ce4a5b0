import type { TrainingModel, Batch } from '../../engine/model';
import type { PaintedPictures, Painter } from '../../engine/painter';
import { yieldToMessages } from '../../contract/yielding';

/** What happened in order: a step of the run landed, a portion of pictures was painted. */
export type Event = 'step' | 'portion';

/**
 * Paints while a run takes steps, two submits under way at a time as the session has them.
 * @param batch of a step, made anew.
 */
export async function paintBesideRun(
  model: TrainingModel,
  batch: (step: number) => Batch,
  painter: Painter,
  latents: Float32Array,
): Promise<{ readonly events: readonly Event[]; readonly painted: PaintedPictures }> {
  const events: Event[] = [];
  let painting = true;
  const train = async (): Promise<void> => {
    let before: Promise<unknown> = Promise.resolve();
    for (let step = 0; painting; step++) {
      const now = model.trainSteps([batch(step)], step);
      await before;
      if (step > 0) events.push('step');
      before = now;
      await yieldToMessages();
    }
    await before;
  };
  const training = train();
  const made = await painter.paint(latents, () => {
    events.push('portion');
    return yieldToMessages();
  });
  events.push('portion');
  painting = false;
  await training;
  if (made.kind === 'cancelled') throw new Error('Nothing else was to be painted.');
  return { events, painted: made };
}
