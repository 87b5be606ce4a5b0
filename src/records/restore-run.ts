import { pictureSize, withShape } from './picture-shape';
import { countOf } from '../contract/count';
import type { ErrorCode } from '../contract/errors';
import type { PresetId, Settings } from '../contract/hyperparameters';
import { BATCHINGS, type Batching } from '../contract/net-spec';
import { RECIPE_IDS, type RecipeId } from '../contract/step-program';
import {
  METRIC_BLOCK_ROWS,
  METRIC_COLUMNS,
  type LearningRates,
  type MetricBlockRecord,
  type PictureChoice,
  type RunRecord,
  type RunState,
  type SampleRecord,
} from '../contract/records';
import { restoreSettings } from '../contract/settings';
import {
  blob,
  count,
  doubles,
  finite,
  floats,
  id,
  listOf,
  nullable,
  oneOf,
  orElse,
  refuse,
  shape,
  text,
  whole,
  within,
  type Check,
} from './check';

/** Settings of an older studio keep what still means something; the rest takes its default. */
export const settings: Check<Settings> = (value) => restoreSettings(value).settings;

const RUN_STATES = {
  preparing: null,
  running: null,
  paused: null,
  stopped: null,
  finished: null,
  failed: null,
  interrupted: null,
} satisfies Record<RunState, null>;

const ERROR_CODES = {
  'settings-invalid': null,
  'engine-unavailable': null,
  'engine-failed': null,
  'device-lost': null,
  'numbers-bad': null,
  'set-missing': null,
  'set-empty': null,
  'run-missing': null,
  'model-missing': null,
  'picture-unreadable': null,
  'archive-unreadable': null,
  'storage-unavailable': null,
  'storage-full': null,
  'worker-lost': null,
  'part-missing': null,
  'busy-elsewhere': null,
  'file-unreadable': null,
  'file-newer': null,
  cancelled: null,
  unexpected: null,
} satisfies Record<ErrorCode, null>;

const IMAGE_TYPES: readonly string[] = ['image/webp', 'image/png'];
/** Like every record, at most 64 MB. */
const LARGEST_IMAGE = 2 ** 26;

/** A span of time in milliseconds. */
export const span = within(0, Number.MAX_SAFE_INTEGER);

/** An Adam rate; what the table of hyperparameters allows lies well within. */
const rate = within(0, 1);
export const learningRates = shape<LearningRates>({ generator: rate, discriminator: rate });

const choiceFields = shape({
  excluded: listOf(count),
  untickedFolders: listOf(count),
  pictures: nullable(listOf(count, 2 ** 24)),
});
const choice: Check<PictureChoice> = (value, where) => {
  const { pictures, ...lists } = choiceFields(value, where);
  return pictures ? { ...lists, pictures } : lists;
};

/** What a run of before this was recorded goes on by: its preset's batches of that time. */
const BATCHING_BEFORE: Readonly<Record<PresetId, Batching>> = {
  atelier: 'last-dropped',
  artgan: 'last-smaller',
  keragan: 'replacement',
  tensorflow: 'last-smaller',
};

/** The same of its steps. */
const RECIPE_BEFORE: Readonly<Record<PresetId, RecipeId>> = {
  atelier: 'atelier',
  artgan: 'artgan',
  keragan: 'keragan-one-update',
  tensorflow: 'tensorflow',
};

/** What records of an older studio may lack. */
interface Lacking {
  readonly recipe: RecipeId | null;
  readonly batching: Batching | null;
  readonly learningRates: LearningRates | null;
}

const fields = shape<Omit<RunRecord, keyof Lacking> & Lacking>({
  id,
  name: text,
  settings,
  datasetId: id,
  datasetName: text,
  datasetCount: count,
  batching: nullable(oneOf(BATCHINGS)),
  recipe: nullable(oneOf(RECIPE_IDS)),
  device: text,
  createdAt: finite,
  updatedAt: finite,
  state: oneOf(Object.keys(RUN_STATES) as RunState[]),
  step: count,
  epoch: count,
  stepsPerEpoch: within(0, Number.MAX_SAFE_INTEGER),
  trainedMs: span,
  failure: nullable(text),
  failureCode: nullable(oneOf(Object.keys(ERROR_CODES) as ErrorCode[])),
  learningRates: nullable(learningRates),
  choice: nullable(choice),
  checkpoint: nullable(shape({ step: count, epoch: count, savedAt: finite })),
  incidents: orElse(0, count),
  lastIncident: nullable(text),
});

/** A run; one of the time before checkpoints learnt at the rates of its settings. */
export const run: Check<RunRecord> = (value, where) => {
  const found = fields(value, where);
  const { preset, generatorLearningRate, discriminatorLearningRate } = found.settings;
  return {
    ...found,
    batching: found.batching ?? BATCHING_BEFORE[preset],
    recipe: found.recipe ?? RECIPE_BEFORE[preset],
    learningRates: found.learningRates ?? {
      generator: generatorLearningRate,
      discriminator: discriminatorLearningRate,
    },
  };
};

/** Whole metric rows, at most a block of them. Losses of a run that failed may be no numbers; the
 *  places on the curve, step and epoch, are. */
export const metricRows: Check<Float64Array<ArrayBuffer>> = (value, where) => {
  const rows = doubles(value, where);
  const columns = METRIC_COLUMNS.length;
  if (rows.length % columns !== 0 || rows.length > METRIC_BLOCK_ROWS * columns) {
    const expected = `up to ${countOf(METRIC_BLOCK_ROWS, 'row')} of ${countOf(columns, 'number')}`;
    return refuse(where, expected, `${countOf(rows.length, 'number')}`);
  }
  for (let at = 0; at < rows.length; at += columns) {
    count(rows[at], `${where}, step`);
    count(rows[at + 1], `${where}, epoch`);
  }
  return rows;
};

export const metricBlock = shape<MetricBlockRecord>({
  runId: id,
  block: whole(0, 2 ** 32),
  rows: metricRows,
});

/** A grid as it is painted; what a browser would run, like SVG, is none. */
const image: Check<Blob> = (value, where) => {
  const found = blob(value, where);
  if (!IMAGE_TYPES.includes(found.type)) return refuse(where, 'WebP or PNG', 'another type');
  if (found.size <= LARGEST_IMAGE) return found;
  return refuse(where, `up to ${LARGEST_IMAGE} bytes`, found.size);
};

/** A grid of before called the discriminator's scores its verdicts. */
const withScores =
  <T>(check: Check<T>): Check<T> =>
  (value, where) => {
    if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'scores')) {
      return check(value, where);
    }
    const { verdicts, ...rest } = value as Record<string, unknown>;
    return check({ ...rest, scores: verdicts }, where);
  };

const sampleFields = withScores(
  withShape(
    shape<SampleRecord>({
      runId: id,
      epoch: count,
      step: count,
      columns: whole(1, 1024),
      rows: whole(1, 1024),
      count: whole(1, 4096),
      shape: pictureSize,
      image,
      scores: floats,
    }),
  ),
);

/** A grid whose places and scores are as many as its pictures. */
export const sample: Check<SampleRecord> = (value, where) => {
  const found = sampleFields(value, where);
  const { columns, rows, count: pictures, scores } = found;
  if (columns * rows < pictures) {
    return refuse(where, `a grid for ${countOf(pictures, 'picture')}`, `${columns} × ${rows}`);
  }
  if (scores.length !== pictures) {
    return refuse(where, `${countOf(pictures, 'picture')} with a score each`, scores.length);
  }
  if (!scores.every((score) => score >= 0 && score <= 1)) {
    return refuse(where, 'pictures with scores from 0 to 1', 'others');
  }
  return found;
};
