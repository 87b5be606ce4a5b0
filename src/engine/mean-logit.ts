import type { Pictures } from '../contract/measuring';
import { pictureLength } from '../contract/picture-shape';
import type { LossGuard } from './loss-guard';
import type { TrainingModel } from './model';
import type { SessionPorts } from './session-plan';

/** At one go: steps and messages wait for so many at most. */
const JUDGED_AT_ONCE = 16;

/** The mean of what a model's discriminator says of pictures, as logits; not while a step is under way. */
export async function meanLogit(
  { shape, count, pixels }: Pictures,
  model: TrainingModel,
  guard: LossGuard,
  { yieldToMessages }: Pick<SessionPorts, 'yieldToMessages'>,
): Promise<number> {
  const size = pictureLength(shape);
  let sum = 0;
  for (let from = 0; from < count; from += JUDGED_AT_ONCE) {
    const some = pixels.subarray(from * size, (from + JUDGED_AT_ONCE) * size);
    for (const logit of await guard.wait(model.judge(some))) sum += logit;
    await yieldToMessages();
  }
  return sum / count;
}
