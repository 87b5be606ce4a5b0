import { StudioError } from '../contract/errors';
import type { Measurer } from '../contract/measuring';
import type { MeasuringAnswer, MeasuringOrder } from '../contract/measuring-messages';

/** A measurer in a worker of its own, beside whoever asks it. */
export function measurerBeside(start: () => Worker): Measurer {
  const worker = start();

  const ask = (order: MeasuringOrder): Promise<MeasuringAnswer> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<MeasuringAnswer>) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new StudioError('measure-worker-lost'));
      };
      worker.postMessage(order);
    });

  const wrong = (answer: MeasuringAnswer): never => {
    if (answer.type === 'failed') throw StudioError.of(answer.error);
    throw new Error(`A measurer answered with ${answer.type}.`);
  };

  return {
    async prepare(real, seed, generated) {
      const answer = await ask({ type: 'prepare', real, seed, generated });
      return answer.type === 'floor' ? answer.floor : wrong(answer);
    },
    async measure(generated, logits) {
      const answer = await ask({ type: 'measure', generated, logits });
      return answer.type === 'measures' ? answer.measures : wrong(answer);
    },
    close: () => worker.terminate(),
  };
}
