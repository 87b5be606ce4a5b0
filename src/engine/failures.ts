import { StudioError, type ErrorCode, type StudioErrorData } from '../contract/errors';
import { tellsOfMemory } from '../contract/shortage';
import type { StepMetrics } from './model';
import { nothingButZeros } from './validate-state';

/** Any failure of the arithmetic as one that says what to do. */
export function engineFailure(value: unknown): StudioError {
  const error = StudioError.from(value, 'engine-failed');
  const data = error.toData();
  if (error.kind !== 'engine-failed' || saysWhatToDo(data)) return error;
  const memory = data.code === 'text' && tellsOfMemory(data.params.text);
  const code = memory ? 'step-out-of-memory' : 'engine-stopped';
  return new StudioError(code, { error: data }, { cause: value });
}

/** Failures of the engine that tell what to do themselves. */
const saysWhatToDo = (error: StudioErrorData): boolean =>
  error.code === 'text' ? error.params.hint !== '' : ADVISING.has(error.code);

const ADVISING: ReadonlySet<ErrorCode> = new Set([
  'kernel-not-compiled',
  'step-out-of-memory',
  'engine-stopped',
  'nets-not-compiled',
  'run-not-kept',
  'checkpoint-not-saved',
]);

/**
 * @throws StudioError('numbers-bad') where a metric or a weight is no finite number, 'device-lost'
 *   where all weights are zero.
 */
export function refuseBadNumbers(metrics: StepMetrics): void {
  const bad = METRICS.find((metric) => !Number.isFinite(metrics[metric]));
  if (bad) throw new StudioError('metric-not-finite', { metric: bad, value: String(metrics[bad]) });
  if (metrics.weights === 'bad') {
    throw new StudioError('weights-not-finite');
  }
  if (metrics.weights === 'zero') throw nothingButZeros();
}

const METRICS = ['discriminatorLoss', 'generatorLoss', 'realScore', 'fakeScore'] as const;

/** How a run ends on numbers that are not finite: where, and where it was taken back to. */
export function numbersBad(
  what: StudioError,
  at: { readonly step: number; readonly epoch: number },
  back: { readonly step: number; readonly epoch: number } | null,
): StudioError {
  return new StudioError(
    'numbers-bad',
    {
      step: at.step,
      epoch: at.epoch,
      what: what.toData(),
      back: back && { step: back.step, epoch: back.epoch },
    },
    { cause: what },
  );
}
