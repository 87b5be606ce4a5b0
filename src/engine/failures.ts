import { StudioError } from '../contract/errors';
import type { StepMetrics } from './model';

const MEMORY = /out of memory|allocat|array buffer|exceeds? .*(limit|max)|too large|OOM/i;

/** Any failure of the arithmetic as one that says what to do. */
export function engineFailure(value: unknown): StudioError {
  const error = StudioError.from(value, 'engine-failed');
  if (error.code !== 'engine-failed' || error.hint !== '') return error;
  if (MEMORY.test(error.message)) {
    return new StudioError(
      'engine-failed',
      `There was not enough memory for a training step: ${error.message}`,
      'Choose a smaller batch, image size or network width.',
      { cause: value },
    );
  }
  return new StudioError(
    'engine-failed',
    `The engine could not go on: ${error.message}`,
    'Start again; if it happens again, choose another engine.',
    { cause: value },
  );
}

/** @throws StudioError('numbers-bad') where a metric is no finite number. */
export function refuseBadNumbers(metrics: StepMetrics, step: number, epoch: number): void {
  const bad = (
    [
      ['discriminator loss', metrics.discriminatorLoss],
      ['generator loss', metrics.generatorLoss],
      ['score of real pictures', metrics.realScore],
      ['score of generated pictures', metrics.fakeScore],
    ] as const
  ).find(([, value]) => !Number.isFinite(value));
  if (!bad) return;
  throw new StudioError(
    'numbers-bad',
    `At step ${step} (epoch ${epoch}) the ${bad[0]} was ${bad[1]}, which is no usable number.`,
    'Grids and generators kept before are safe. Start again with lower learning rates.',
  );
}
