import {
  METRIC_COLUMNS,
  type GeneratorRecord,
  type MetricBlockRecord,
  type RunRecord,
  type RunState,
  type SampleRecord,
  type WeightTensor,
} from '../contract/records';
import { StudioError, type ErrorCode } from '../contract/errors';
import { restoreSettings } from '../contract/settings';
import type { Settings } from '../contract/hyperparameters';
import {
  blob,
  count,
  doubles,
  finite,
  floats,
  listOf,
  nullable,
  oneOf,
  shape,
  text,
  type Check,
} from './check';
import { netSpec } from './restore-net';
import { chunk, pictureBlock, setRecord } from './restore-set';

/** Settings of an older studio keep what still means something; the rest takes its default. */
const settings: Check<Settings> = (value) => restoreSettings(value).settings;

const RUN_STATES = {
  preparing: null,
  running: null,
  paused: null,
  stopped: null,
  finished: null,
  failed: null,
  interrupted: null,
} satisfies Record<RunState, null>;

const run = shape<RunRecord>({
  id: text,
  name: text,
  settings,
  datasetId: text,
  datasetName: text,
  datasetCount: count,
  device: text,
  createdAt: finite,
  updatedAt: finite,
  state: oneOf(Object.keys(RUN_STATES) as RunState[]),
  step: count,
  epoch: count,
  stepsPerEpoch: count,
  trainedMs: finite,
  failure: nullable(text),
});

const metricBlock = shape<MetricBlockRecord>({
  runId: text,
  block: count,
  rows: (value, where) => {
    const rows = doubles(value, where);
    if (rows.length % METRIC_COLUMNS.length === 0) return rows;
    throw new StudioError(
      'unexpected',
      `${where} should hold rows of ${METRIC_COLUMNS.length} numbers; found ${rows.length} numbers.`,
    );
  },
});

const sample = shape<SampleRecord>({
  runId: text,
  epoch: count,
  step: count,
  columns: count,
  rows: count,
  count,
  imageSize: count,
  image: blob,
  verdicts: floats,
});

const weight: Check<WeightTensor> = (value, where) => {
  const tensor = shape<WeightTensor>({ name: text, shape: listOf(count), values: floats })(
    value,
    where,
  );
  const size = tensor.shape.reduce((product, edge) => product * edge, 1);
  if (size === tensor.values.length) return tensor;
  throw new StudioError(
    'unexpected',
    `${where} (${tensor.name}) should hold ${size} numbers; found ${tensor.values.length}.`,
  );
};

const generator = shape<GeneratorRecord>({
  runId: text,
  epoch: count,
  step: count,
  createdAt: finite,
  spec: netSpec,
  weights: listOf(weight),
});

/** Restores one stored record; a damaged one is refused with the given code. */
const one =
  <T>(check: Check<T>, what: string, code: ErrorCode) =>
  (value: unknown): T | undefined => {
    if (value === undefined) return undefined;
    try {
      return check(value, what);
    } catch (cause) {
      throw new StudioError(
        code,
        `${what} is damaged and cannot be opened: ${StudioError.from(cause).message}`,
        'Everything else is still there. Delete it if you no longer need it.',
        { cause },
      );
    }
  };

export const restoreRun = one(run, 'A stored run', 'run-missing');
export const restoreDataset = one(setRecord, 'A stored set', 'set-missing');
export const restoreChunk = one(chunk, 'A part of a stored set', 'set-missing');
export const restorePictureBlock = one(
  pictureBlock,
  'The list of pictures of a stored set',
  'set-missing',
);
export const restoreMetricBlock = one(metricBlock, 'A part of the curves', 'run-missing');
export const restoreSample = one(sample, 'A grid of samples', 'run-missing');
export const restoreGenerator = one(generator, 'A kept generator', 'model-missing');

/** Restores a list, passing over what is damaged: one bad record never hides the good ones. */
export function restoreAll<T>(
  values: readonly unknown[],
  restore: (value: unknown) => T | undefined,
): T[] {
  return values.flatMap((value) => {
    try {
      return restore(value) ?? [];
    } catch {
      return [];
    }
  });
}
