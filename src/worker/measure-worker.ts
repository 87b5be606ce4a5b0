/// <reference lib="webworker" />
import { StudioError } from '../contract/errors';
import type { MeasuringAnswer, MeasuringOrder } from '../contract/measuring-messages';
import { measurerHere } from '../measures/measurer';

/** Entry point of the worker that measures beside the one that trains. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const measurer = measurerHere();

async function answer(order: MeasuringOrder): Promise<MeasuringAnswer> {
  if (order.type === 'prepare') {
    const floor = await measurer.prepare(order.real, order.seed, order.generated);
    return { type: 'floor', floor };
  }
  return { type: 'measures', measures: await measurer.measure(order.generated, order.logits) };
}

scope.addEventListener('message', ({ data }: MessageEvent<MeasuringOrder>) => {
  answer(data)
    .catch((error: unknown): MeasuringAnswer => {
      return { type: 'failed', error: StudioError.from(error).toData() };
    })
    .then((found) => scope.postMessage(found))
    .catch((error: unknown) => {
      throw error;
    });
});
