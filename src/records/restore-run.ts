import { pictureSize, withShape } from './picture-shape';
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
import { device } from './restore-device';
import { failure } from './restore-message';

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
  keptBack: nullable(listOf(count, 2 ** 24)),
});
const choice: Check<PictureChoice> = (value, where) => {
  const { pictures, keptBack, ...lists } = choiceFields(value, where);
  return { ...lists, ...(pictures && { pictures }), ...(keptBack && { keptBack }) };
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
  readonly adaptsBy: 'held-out' | null;
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
  adaptsBy: nullable(oneOf(['held-out'])),
  device: nullable(device),
  createdAt: finite,
  updatedAt: finite,
  state: oneOf(Object.keys(RUN_STATES) as RunState[]),
  step: count,
  epoch: count,
  stepsPerEpoch: within(0, Number.MAX_SAFE_INTEGER),
  trainedMs: span,
  failure: nullable(failure),
  learningRates: nullable(learningRates),
  choice: nullable(choice),
  checkpoint: nullable(shape({ step: count, epoch: count, savedAt: finite })),
  bestCheckpoint: nullable(shape({ step: count, epoch: count })),
  incidents: orElse(0, count),
  lastIncident: nullable(failure),
});

/** A run; one of the time before checkpoints learnt at the rates of its settings. */
export const run: Check<RunRecord> = (value, where) => {
  const { adaptsBy, ...found } = fields(value, where);
  const { preset, generatorLearningRate, discriminatorLearningRate } = found.settings;
  return {
    ...found,
    batching: found.batching ?? BATCHING_BEFORE[preset],
    recipe: found.recipe ?? RECIPE_BEFORE[preset],
    ...(adaptsBy && { adaptsBy }),
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
    const expected = { is: 'metric-rows', rows: METRIC_BLOCK_ROWS, numbers: columns } as const;
    return refuse(where, expected, { numbers: rows.length });
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
  if (!IMAGE_TYPES.includes(found.type)) return refuse(where, { is: 'webp-or-png' }, 'other');
  if (found.size <= LARGEST_IMAGE) return found;
  return refuse(where, { is: 'bytes-up-to', most: LARGEST_IMAGE }, found.size);
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
    return refuse(where, { is: 'grid-for', pictures }, { shape: [columns, rows] });
  }
  if (scores.length !== pictures) {
    return refuse(where, { is: 'scores-for', pictures }, scores.length);
  }
  if (!scores.every((score) => score >= 0 && score <= 1)) {
    return refuse(where, { is: 'scores-in-range' }, 'other');
  }
  return found;
};
