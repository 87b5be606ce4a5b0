import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { stepsOfPass } from '../../src/contract/epochs';
import { DEFAULT_SETTINGS, type Settings } from '../../src/contract/hyperparameters';
import { newRun } from '../../src/contract/new-run';
import { Stream, normal } from '../../src/contract/random';
import type { CheckpointRecord, GeneratorGroup, GeneratorRecord } from '../../src/contract/records';
import { yieldToMessages } from '../../src/contract/yielding';
import { passesOver } from '../../src/engine/batches';
import type { TrainingModel } from '../../src/engine/model';
import type { RunStore } from '../../src/engine/run-store';
import { TrainingSession } from '../../src/engine/session';
import { encodePng } from '../../src/export/png';
import type { MeanLogits } from '../../src/contract/measuring';
import { measureColumns } from '../../src/contract/measure-columns';
import { measureFloor, measurePrepared, prepareReal } from '../../src/measures/measure';
import { firstPictures, type Pictures } from '../../src/measures/pictures';
import { keptGroups, weightsOf } from '../../src/nets/kept-generator';
import { PRESETS, buildGan } from '../../src/nets/presets';
import type { BenchEngine } from './engine';
import { nameOf, type Job, type JobFiles, type Measuring } from './job';
import { readPrepared, trainingSetOf, type Split } from './pictures';
import { ROWS } from './rows';

/** The same for every run, so that their numbers and pictures can be compared. */
const MEASURING = { seed: 1, patches: 16_384, directions: 256 };
const LATENT_SEED = 99;
/** A generator is kept, to be measured, about this often. */
const KEEP_EVERY_PICTURES = 5000;
const SHEET = { columns: 16, rows: 6 };

function settingsOf(job: Job): Settings {
  const row = ROWS[job.row];
  if (!row) throw new Error(`There is no row ${job.row}: ${Object.keys(ROWS).join(', ')}.`);
  const { preset } = row.settings;
  return {
    ...DEFAULT_SETTINGS,
    ...PRESETS[preset].defaults(job.size),
    ...{ preset, imageSize: job.size, channels: 3, width: job.width, batchSize: job.batch },
    ...row.settings,
    seed: job.seed,
    epochs: Math.ceil(job.pictures / job.set),
    sampleCount: 1,
    sampleEvery: 10_000,
    saveEvery: Math.max(1, Math.round(KEEP_EVERY_PICTURES / job.set)),
    checkpointSeconds: 120,
    checkpointEpochs: 10_000,
  };
}

/**
 * Trains one row by the studio's own session and measures the generators that it keeps, each as soon
 * as it is kept. What is there of the run already, is not done again.
 */
export async function trainAndMeasure(
  job: Job,
  files: JobFiles,
  measuring: Measuring,
  engine: BenchEngine,
): Promise<void> {
  const name = nameOf(job);
  const stored = join(files.folder, `${name}.checkpoint`);
  mkdirSync(files.folder, { recursive: true });
  const write = (line: object): void =>
    appendFileSync(files.out, `${JSON.stringify({ name, ...job, ...line })}\n`);
  const before = linesOf(files.out).filter((line) => line.name === name);
  if (before.some(({ kind }) => kind === 'end')) return;
  const measured = new Set(before.map(({ checkpoint }) => checkpoint));

  const split = readPrepared(files.prepared, job.size, job.set);
  const prepared = prepareReal(split, MEASURING);
  const settings = settingsOf(job);
  const batching = PRESETS[settings.preset].batching;
  const given = { id: name, name, settings, datasetCount: job.set, batching, device: null };
  const set = { id: 'set', name: 'set', excluded: [], untickedFolders: [] };
  const from = existsSync(stored) ? (deserialize(readFileSync(stored)) as CheckpointRecord) : null;
  let run = { ...newRun(given, set, Date.now()), step: from?.step ?? 0, epoch: from?.epoch ?? 0 };
  if (!measured.has('floor')) {
    const count = Math.min(measuring.generated, prepared.against.count);
    const floor = measureFloor(prepared, count, split.others ?? prepared.others);
    write({
      kind: 'floor',
      checkpoint: 'floor',
      label: ROWS[job.row]!.label,
      ...measureColumns(floor),
    });
  }

  const gan = buildGan(settings, run);
  const training = trainingSetOf(split.training);
  const orderSteps = stepsOfPass(passesOver(job.set, batching, settings.batchSize));
  const model = await engine.createModel({ ...settings, gan, orderSteps }, () => undefined);
  let measuringMs = 0;
  const begun = performance.now() - (from?.trainedMs ?? 0);
  const seconds = (): number => Math.round((performance.now() - begun - measuringMs) / 100) / 10;

  const keep = async (generator: GeneratorRecord): Promise<void> => {
    const seen = generator.step * settings.batchSize;
    const due = measuring.checkpoints.findLast((one) => seen >= one - settings.batchSize);
    if (due === undefined || measured.has(due)) return;
    measured.add(due);
    const trained = seconds();
    const asked = performance.now();
    const count = Math.min(measuring.generated, prepared.against.count);
    let best = Infinity;
    // What the average brings is seen in one run.
    for (const weights of keptGroups(settings)) {
      const pictures = await paint(engine, generator, weights, count);
      const logits = logitsOf(engine, model, split, pictures);
      const measures = measurePrepared(pictures, prepared, logits);
      await writeSheet(pictures, join(files.folder, `${name}-${due}-${weights}.png`));
      best = Math.min(best, measures.slicedMean);
      const row = { kind: 'measures', checkpoint: due, weights, seen, seconds: trained };
      const { closest } = measures.copies;
      const measuringMs = Math.round(performance.now() - asked);
      write({ ...row, measuringMs, ...measureColumns(measures), closest });
    }
    measuringMs += performance.now() - asked;
    const { stopAbove, checkpoints } = measuring;
    if (stopAbove !== null && due > checkpoints[0]! && best > stopAbove) {
      write({ kind: 'end', stoppedAt: due, seconds: trained });
      session.commands.take({ type: 'stop' });
    }
  };

  const change = (part: object): Promise<typeof run> =>
    Promise.resolve((run = { ...run, ...part }));
  const store: RunStore = {
    updateRun: (_, part) => change(part),
    putMetrics: () => Promise.resolve(),
    putSample: () => Promise.resolve(),
    putMeasures: () => Promise.resolve(),
    putGenerator: keep,
    putCheckpoint: (checkpoint) => {
      const bytes = serialize(checkpoint);
      writeFileSync(`${stored}.new`, bytes);
      renameSync(`${stored}.new`, stored);
      return Promise.resolve(bytes.length);
    },
    keepBestCheckpoint: () => Promise.resolve(run),
    rewindRun: (_, __, part) => change(part),
    thinRun: () => Promise.resolve(0),
  };
  const session = new TrainingSession(
    { run, from, engine: engine.report.engine, gan, set: training, model, lost: engine.lost },
    {
      store,
      emit: () => undefined,
      encodeGrid: () => Promise.resolve(new Blob()),
      now: Date.now,
      monotonic: () => performance.now(),
      yieldToMessages,
    },
  );
  const end = await session.train();
  if (end.kind === 'lost') throw end.error;
  if (!linesOf(files.out).some((line) => line.name === name && line.kind === 'end')) {
    write({ kind: 'end', state: run.state, failure: run.failure, seconds: seconds() });
  }
  rmSync(stored, { force: true });
}

/** Pictures of each kind that D judges; as many for each set, whatever its size. */
const JUDGED = 100;

function logitsOf(
  engine: BenchEngine,
  model: TrainingModel,
  { training, heldOut }: Split,
  generated: Pictures,
): MeanLogits | null {
  const { meanLogit } = engine;
  if (!meanLogit) return null;
  const of = (pictures: Pictures): number =>
    meanLogit(model, firstPictures(pictures, Math.min(JUDGED, pictures.count)));
  return { training: of(training), heldOut: of(heldOut), generated: of(generated) };
}

interface Line {
  readonly name: string;
  readonly kind: string;
  readonly checkpoint?: number | string;
}

export const linesOf = (file: string): Line[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line) as Line)
    : [];

async function paint(
  engine: BenchEngine,
  generator: GeneratorRecord,
  weights: GeneratorGroup,
  count: number,
): Promise<Pictures> {
  const painter = await engine.openPainter(generator.spec, weightsOf(generator, weights));
  try {
    const latents = normal(LATENT_SEED, Stream.NewPictures, 0, count * painter.latentSize);
    const painting = await painter.paint(latents);
    if (painting.kind !== 'painted') throw new Error('The pictures were not painted.');
    return { shape: painter.shape, count, pixels: painting.pixels };
  } finally {
    painter.close();
  }
}

/** The first pictures side by side. */
async function writeSheet({ shape, count, pixels }: Pictures, file: string): Promise<void> {
  const { height, width, channels } = shape;
  const { columns, rows } = SHEET;
  const data = new Uint8Array(rows * height * columns * width * channels);
  for (let n = 0; n < Math.min(count, columns * rows); n++) {
    const [top, left] = [Math.floor(n / columns) * height, (n % columns) * width];
    for (let y = 0; y < height; y++) {
      const from = (n * height + y) * width * channels;
      const to = ((top + y) * columns * width + left) * channels;
      data.set(pixels.subarray(from, from + width * channels), to);
    }
  }
  const size = { width: columns * width, height: rows * height };
  const png = await encodePng({ ...size, channels: channels === 1 ? 1 : 3, data });
  writeFileSync(file, new Uint8Array(await png.arrayBuffer()));
}
