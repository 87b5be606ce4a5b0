import { readFileSync } from 'node:fs';
import type { StudioErrorData } from '../contract/errors';
import type { FindingCode } from '../contract/findings';
import type { Settings } from '../contract/hyperparameters';
import { METRIC_COLUMNS } from '../contract/records';
import type { History, Measured, Point } from '../findings/history';
import type { GridFacts, SetFacts } from '../findings/looks/looks';

/** A small run on the studio's sample pictures that scripts/fixtures/findings/record.mjs trained. */
export interface RecordedRun {
  readonly label: string;
  /** Pictures it learnt from. */
  readonly pictures: number;
  readonly steps: number;
  readonly settings: Partial<Settings> & Pick<Settings, 'preset'>;
  /** What it is ill of at its end, as the settings made it. */
  readonly has: readonly FindingCode[];
  /** Trained after all that findings go by was settled, to see whether it holds. */
  readonly unseen?: true;
  /** What comes and goes with that; whatever else is told is a false alarm. */
  readonly also?: readonly FindingCode[];
}

const ATELIER = { preset: 'atelier', imageSize: 16, width: 8, batchSize: 16 } as const;
const AUGMENTED = { augmentation: 'fixed', colourStrength: 0.3 } as const;
const PAIRS = {
  loss: 'relativistic',
  discriminatorNorm: 'none',
  beta1: 0,
  beta2: 0.99,
  penalty: 0.05,
  penaltyEvery: 4,
} as const;

/** Times the preset's learning rates. */
const rates = (generator: number, discriminator: number): Partial<Settings> => ({
  generatorLearningRate: generator * 2e-4,
  discriminatorLearningRate: discriminator * 2e-4,
});

export const RECORDED_RUNS = {
  augmented: {
    label: 'Atelier with augmentation',
    pictures: 100,
    steps: 2400,
    settings: { ...ATELIER, ...AUGMENTED },
    has: [],
  },
  pairs: {
    label: 'relativistic loss with a gradient penalty and augmentation',
    pictures: 100,
    steps: 2400,
    settings: { ...ATELIER, ...AUGMENTED, ...PAIRS },
    has: [],
  },
  plain: {
    label: 'Atelier as it is',
    pictures: 100,
    steps: 2400,
    settings: ATELIER,
    has: [],
  },
  'plain-480': {
    label: 'Atelier as it is, more pictures',
    pictures: 480,
    steps: 1800,
    settings: ATELIER,
    has: [],
  },
  'discriminator-fast': {
    label: 'D’s learning rate times 20: ahead, but G follows',
    pictures: 100,
    steps: 1200,
    settings: { ...ATELIER, ...rates(1, 20) },
    has: [],
  },
  'discriminator-won': {
    label: 'D’s learning rate times 20, G’s a tenth',
    pictures: 100,
    steps: 1000,
    settings: { ...ATELIER, ...rates(0.1, 20) },
    has: ['discriminator-won'],
  },
  'generator-fast': {
    label: 'G’s learning rate times 20',
    pictures: 100,
    steps: 1200,
    settings: { ...ATELIER, ...rates(20, 1) },
    has: [],
  },
  'both-fast': {
    label: 'both learning rates times 10: quick, and well',
    pictures: 100,
    steps: 1200,
    settings: { ...ATELIER, ...rates(10, 10) },
    has: [],
  },
  'both-faster': {
    label: 'both learning rates times 50: unsteady, but it learns',
    pictures: 100,
    steps: 800,
    settings: { ...ATELIER, ...rates(50, 50) },
    has: [],
  },
  'both-wild': {
    label: 'both learning rates times 200',
    pictures: 100,
    steps: 800,
    settings: { ...ATELIER, ...rates(200, 200) },
    has: ['rate-high', 'discriminator-won'],
  },
  'pairs-wild': {
    label: 'relativistic loss without a penalty, both learning rates times 200',
    pictures: 100,
    steps: 400,
    settings: {
      ...ATELIER,
      ...rates(200, 200),
      loss: 'relativistic',
      discriminatorNorm: 'none',
    },
    has: ['rate-high'],
    also: ['discriminator-won'],
  },
  'both-most': {
    label: 'both learning rates times 500, the most that can be set',
    pictures: 100,
    steps: 400,
    settings: { ...ATELIER, ...rates(500, 500) },
    has: ['rate-high'],
  },
  artgan: {
    label: 'ARTGAN as it is, 64 px, of width 4',
    pictures: 100,
    steps: 780,
    settings: { preset: 'artgan', imageSize: 64, width: 4, batchSize: 16 },
    has: ['collapsed', 'discriminator-won'],
  },
  four: {
    label: 'four pictures, four latents, both rates times 10 and falling',
    pictures: 4,
    steps: 2500,
    settings: {
      ...ATELIER,
      ...rates(10, 10),
      width: 16,
      batchSize: 4,
      latentSize: 4,
      mirror: false,
      rateDecay: 0.6,
    },
    has: ['set-small', 'copying', 'discriminator-won'],
  },
  six: {
    label: 'Atelier as it is, six pictures',
    pictures: 6,
    steps: 2000,
    settings: { ...ATELIER, batchSize: 6 },
    has: ['set-small', 'discriminator-won'],
  },
  'hinge-60': {
    label: 'hinge loss with adaptive augmentation',
    pictures: 60,
    steps: 1200,
    settings: { ...ATELIER, loss: 'hinge', augmentation: 'adaptive', seed: 11 },
    has: [],
    unseen: true,
  },
  'squares-200': {
    label: 'least squares with augmentation, both rates times 3',
    pictures: 200,
    steps: 1200,
    settings: { ...ATELIER, ...AUGMENTED, ...rates(3, 3), loss: 'least-squares', seed: 12 },
    has: [],
    unseen: true,
  },
  'won-200': {
    label: 'G’s learning rate a twentieth, D’s times 10',
    pictures: 200,
    steps: 800,
    settings: { ...ATELIER, ...rates(0.05, 10), seed: 13 },
    has: ['discriminator-won'],
    unseen: true,
  },
  'wild-200': {
    label: 'both learning rates times 300',
    pictures: 200,
    steps: 600,
    settings: { ...ATELIER, ...rates(300, 300), seed: 14 },
    has: ['rate-high'],
    also: ['discriminator-won'],
    unseen: true,
  },
  'width-24': {
    label: 'Atelier with augmentation, of width 24',
    pictures: 150,
    steps: 800,
    settings: { ...ATELIER, ...AUGMENTED, width: 24, seed: 15 },
    has: [],
    unseen: true,
  },
} as const satisfies Readonly<Record<string, RecordedRun>>;

export type RecordedName = keyof typeof RECORDED_RUNS;

export const RECORDED_NAMES = Object.keys(RECORDED_RUNS) as RecordedName[];

export const recordedRun = (name: RecordedName): RecordedRun => RECORDED_RUNS[name];

/** Where the histories lie. */
export const RECORDED_FOLDER = 'src/testing/fixtures/findings';

/** What is kept of a run. */
export interface RecordedHistory {
  readonly settings: Settings;
  readonly pictures: number;
  readonly step: number;
  readonly epoch: number;
  readonly failure: StudioErrorData | null;
  /** Rows of METRIC_COLUMNS, each the mean of as many steps. */
  readonly points: readonly (readonly number[])[];
  readonly set: SetFacts | null;
  readonly grids: readonly GridFacts[];
  readonly measures: readonly Measured[];
}

const read = new Map<RecordedName, RecordedHistory>();

function recorded(name: RecordedName): RecordedHistory {
  const known = read.get(name);
  if (known) return known;
  const text = readFileSync(`${RECORDED_FOLDER}/${name}.json`, 'utf8');
  const history = JSON.parse(text) as RecordedHistory;
  read.set(name, history);
  return history;
}

/** The history of a recorded run as it was after a part of its steps. */
export function historyOf(name: RecordedName, part = 1): History {
  const { points, ...all } = recorded(name);
  const step = Math.round(all.step * part);
  const until = <T extends { readonly step: number }>(list: readonly T[]): T[] =>
    list.filter((one) => one.step <= step);
  const { generatorLearningRate: generator, discriminatorLearningRate: discriminator } =
    all.settings;
  return {
    ...all,
    rates: { generator, discriminator },
    step,
    epoch: Math.floor(all.epoch * part),
    failure: part < 1 ? null : all.failure,
    best: null,
    points: until(points.map(pointOf)),
    grids: until(all.grids),
    measures: until(all.measures),
  };
}

const pointOf = (row: readonly number[]): Point =>
  Object.fromEntries(METRIC_COLUMNS.map((column, n) => [column, row[n]!])) as unknown as Point;
