import { squarePictures } from '../../contract/picture-shape';
import { DEFAULT_SETTINGS, type Settings } from '../../contract/hyperparameters';
import type { StudioError } from '../../contract/errors';
import type { TrainerEvent } from '../../contract/events';
import type { GanSpec } from '../../contract/net-spec';
import type { CheckpointRecord, RunRecord } from '../../contract/records';
import { uniform } from '../../contract/random';
import type { TrainingModel } from '../../engine/model';
import type { MeasuringPlan } from '../../engine/run-measures';
import { TrainingSession } from '../../engine/session';
import type { SessionPlan } from '../../engine/session-plan';
import { loadTrainingSet } from '../../engine/training-set';
import { aDataset, aRun } from '../records';
import { FakeStore } from './fake-store';
import { FakeModel } from './fake-model';
import { smallestGan } from './tiny-gan';

export const TEN_PICTURES = 10;

export interface HarnessOptions {
  readonly settings?: Partial<Settings>;
  readonly gan?: GanSpec;
  readonly model?: TrainingModel;
  readonly lost?: Promise<StudioError>;
  readonly measuring?: MeasuringPlan;
  readonly heldOut?: SessionPlan['heldOut'];
  /** Changes of the run's record as it begins. */
  readonly run?: Partial<RunRecord>;
  /** Where it goes on from. */
  readonly from?: CheckpointRecord;
  /** One that has the set and, where it goes on, the run. */
  readonly store?: FakeStore;
  /** Clocks other than those that go 40 ms ahead at each look. */
  readonly now?: () => number;
  readonly monotonic?: () => number;
  /** Called after each submit, when commands are answered; `steps` were submitted. */
  readonly afterStep?: (session: TrainingSession, steps: number) => void | Promise<void>;
}

/** A store with one set of ten grey 4 px pictures in chunks of four. */
export function storeWithSet(): FakeStore {
  const store = new FakeStore();
  store.sets.set(
    'set',
    aDataset('set', {
      shape: squarePictures(4, 1),
      count: TEN_PICTURES,
      chunkPictures: 4,
      folders: [{ path: '', count: TEN_PICTURES }],
      folderOf: new Uint32Array(TEN_PICTURES),
      bytes: TEN_PICTURES * 16,
    }),
  );
  const pixels = Uint8Array.from(uniform(1, 90, 0, TEN_PICTURES * 16, 0, 256));
  [0, 1, 2].forEach((index) =>
    store.chunks.push({
      datasetId: 'set',
      index,
      pixels: pixels.slice(index * 64, index * 64 + 64),
    }),
  );
  return store;
}

/** A session over fakes, with clocks that go 40 ms ahead at each look. */
export async function harness(options: HarnessOptions = {}): Promise<{
  session: TrainingSession;
  store: FakeStore;
  model: FakeModel;
  events: TrainerEvent[];
  only: <T extends TrainerEvent['type']>(type: T) => Extract<TrainerEvent, { type: T }>[];
}> {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    batchSize: 4,
    epochs: 3,
    sampleCount: 5,
    sampleEvery: 1,
    saveEvery: 2,
    mirror: false,
    ...options.settings,
  };
  const store = options.store ?? storeWithSet();
  const begun = aRun('r', { settings, state: 'preparing', step: 0, epoch: 0, trainedMs: 0 });
  const run = { ...begun, ...options.run };
  if (!store.runs.has('r')) await store.createRun(run);
  const record = store.sets.get('set')!;
  const set = await loadTrainingSet(record, record, (id, i) => store.chunk(id, i));
  const fake = new FakeModel();
  const events: TrainerEvent[] = [];
  const ticking = (from: number) => () => (from += 40);
  const plan: SessionPlan = {
    run,
    from: options.from ?? null,
    engine: 'cpu',
    gan: options.gan ?? smallestGan(),
    set,
    model: options.model ?? fake,
    lost: options.lost ?? null,
    measuring: options.measuring ?? null,
    heldOut: options.heldOut ?? null,
  };
  const session = new TrainingSession(plan, {
    store,
    emit: (event) => events.push(event),
    encodeGrid: (pixels, columns, rows) =>
      Promise.resolve(new Blob([`${pixels.length} ${columns} ${rows}`])),
    now: options.now ?? ticking(1_000_000),
    monotonic: options.monotonic ?? ticking(0),
    yieldToMessages: async () => {
      await options.afterStep?.(session, fake.steps.length);
    },
  });
  const only = <T extends TrainerEvent['type']>(type: T): Extract<TrainerEvent, { type: T }>[] =>
    events.filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type);
  return { session, store, model: fake, events, only };
}
