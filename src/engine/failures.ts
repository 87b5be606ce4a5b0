import { StudioError } from '../contract/errors';
import { tellsOfMemory } from '../contract/shortage';
import type { StepMetrics } from './model';
import { nothingButZeros } from './validate-state';

/** Any failure of the arithmetic as one that says what to do. */
export function engineFailure(value: unknown): StudioError {
  const error = StudioError.from(value, 'engine-failed');
  if (error.code !== 'engine-failed' || error.hint !== '') return error;
  if (tellsOfMemory(error.message)) {
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

/**
 * @throws StudioError('numbers-bad') where a metric or a weight is no finite number, 'device-lost'
 *   where all weights are zero.
 */
export function refuseBadNumbers(metrics: StepMetrics): void {
  const bad = (
    [
      ['discriminator loss', metrics.discriminatorLoss],
      ['generator loss', metrics.generatorLoss],
      ['score of real pictures', metrics.realScore],
      ['score of generated pictures', metrics.fakeScore],
    ] as const
  ).find(([, value]) => !Number.isFinite(value));
  if (bad) throw new StudioError('numbers-bad', `The ${bad[0]} was ${bad[1]}.`);
  if (metrics.weights === 'bad') {
    throw new StudioError('numbers-bad', 'A weight of the networks was no finite number.');
  }
  if (metrics.weights === 'zero') throw nothingButZeros();
}

/** How a run ends on numbers that are not finite: where, and where it was taken back to. */
export function numbersBad(
  what: StudioError,
  at: { readonly step: number; readonly epoch: number },
  back: { readonly step: number; readonly epoch: number } | null,
): StudioError {
  const where = back
    ? `step ${back.step} (epoch ${back.epoch}), where it was last saved`
    : 'its beginning, since it was not saved yet';
  return new StudioError(
    'numbers-bad',
    `At step ${at.step} (epoch ${at.epoch}) the numbers went out of bounds. ${what.message} ` +
      `The run was taken back to ${where}.`,
    'Go on from there with lower learning rates.',
    { cause: what },
  );
}
