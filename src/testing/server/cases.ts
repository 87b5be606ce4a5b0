import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PresetId, Settings } from '../../contract/hyperparameters';
import type { CheckpointRecord, RunRecord } from '../../contract/records';
import type { Engine } from '../../engine/engine';
import type { SetLimits } from '../../engine/training-set';
import { serverEntries } from '../../export/server/server-zip';
import { zip } from '../../export/zip';
import type { StudioStorage } from '../../storage/studio-storage';
import { serverParts } from '../../worker/server-parts';
import { fullSettings } from '../engine/real-run';
import { unzip } from '../unzip';
import { skipTo, storeToTrain, trainStored } from './trained';

/** A run that is trained here and elsewhere, from one checkpoint. */
export interface ServerCase {
  readonly name: string;
  readonly preset: PresetId;
  readonly settings?: Partial<Settings>;
  readonly run?: Partial<RunRecord>;
  readonly limits?: SetLimits;
  /** Where it goes on from, with the nets of step 2; 2 where it is missing. */
  readonly from?: number;
}

/** Three chunks of pictures of 16 px in a window, of four and a half. */
const WINDOWS = { wholeBytes: 1, windowBytes: 2 * 3 * 16 * 16 * 3 };
const PLAIN = { augmentation: 'none', averageGenerator: false } as const;

/** Its biases before a batch norm have no gradient but rounding, which Adam makes steps of as large as any,
 *  differently on each engine; and its fakes are made by running means, which lag behind them. */
const SLOW = { generatorLearningRate: 1e-5, discriminatorLearningRate: 1e-5 } as const;

/** Every preset, and between them every loss, way of batching, kind of augmentation and decay. */
export const SERVER_CASES: readonly ServerCase[] = [
  { name: 'atelier', preset: 'atelier' },
  { name: 'artgan', preset: 'artgan' },
  { name: 'keragan', preset: 'keragan', settings: SLOW },
  { name: 'tensorflow', preset: 'tensorflow' },
  {
    name: 'keragan as before',
    preset: 'keragan',
    settings: SLOW,
    run: { recipe: 'keragan-one-update', batching: 'last-dropped' },
  },
  {
    name: 'hinge, adaptive, penalty now and then',
    preset: 'atelier',
    settings: {
      ...{ loss: 'hinge', augmentation: 'adaptive', penalty: 2, penaltyEvery: 2 },
      ...{ rateDecay: 1, decayCurve: 'cosine', colourStrength: 1 },
    },
    run: { batching: 'last-smaller' },
  },
  {
    name: 'relativistic, penalty, without norm, grey',
    preset: 'atelier',
    settings: {
      ...{ loss: 'relativistic', penalty: 1, penaltyEvery: 1, discriminatorNorm: 'none' },
      ...{ channels: 1, beta1: 0, beta2: 0.99, rateDecay: 0.5 },
    },
  },
  {
    name: 'least squares, by pictures kept back',
    preset: 'atelier',
    settings: { loss: 'least-squares', augmentation: 'adaptive', keepBack: true },
    run: {
      adaptsBy: 'held-out',
      choice: { excluded: [1, 4], untickedFolders: [], keptBack: [0, 6] },
    },
    // The look at them falls to the epoch that ends behind step 256.
    from: 254,
  },
  { name: 'windows', preset: 'atelier', settings: PLAIN, limits: WINDOWS },
  {
    name: 'windows, drawn',
    preset: 'atelier',
    settings: { ...PLAIN, shape: '3:2' },
    run: { batching: 'replacement' },
    limits: WINDOWS,
  },
];

const PICTURES = 13;
const BEGUN = 2;
export const MORE = 3;

export interface WrittenCase {
  readonly folder: string;
  readonly from: CheckpointRecord;
  /** What the studio itself made of it, three steps on, and its rows. */
  readonly after: CheckpointRecord;
  readonly rows: readonly number[];
}

/** Of the run that is stored of it. */
export const idOf = ({ name }: ServerCase): string => name.replaceAll(/\W+/g, '-');

/** Stores a run, takes it along into a folder, and trains it on here. */
export async function writeCase(
  storage: StudioStorage,
  engine: Engine,
  one: ServerCase,
  into: string,
): Promise<WrittenCase> {
  const { preset, limits, from: begun = BEGUN } = one;
  const id = idOf(one);
  const settings = fullSettings(preset, { epochs: 200, ...one.settings });
  await storeToTrain(storage, id, settings, PICTURES, one.run);
  await trainStored(storage, engine, id, BEGUN, limits);
  if (begun > BEGUN) await skipTo(storage, id, begun);
  const folder = join(into, id);
  const parts = await serverParts(storage, id, limits);
  await unpackInto(folder, await zip(serverEntries(parts, () => undefined)));
  const after = await trainStored(storage, engine, id, begun + MORE, limits);
  const rows = (await storage.metrics(id)).flatMap((block) => [...block.rows]);
  return { folder, from: parts.checkpoint, after, rows };
}

async function unpackInto(folder: string, archive: Blob): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const files = unzip(new Uint8Array(await archive.arrayBuffer()));
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}
