import { forRuns } from '../engine/opening/for-runs';
import { squarePictures } from '../contract/picture-shape';
import * as tf from '@tensorflow/tfjs-core';
import type { Command } from '../contract/commands';
import type { StudioError } from '../contract/errors';
import type { EngineReport, TrainerEvent } from '../contract/events';
import { DEFAULT_SETTINGS, type EngineChoice, type Settings } from '../contract/hyperparameters';
import { uniform } from '../contract/random';
import type { RunRecord } from '../contract/records';
import { isLive } from '../contract/run-state';
import type { Engine, OpenedEngine } from '../engine/engine';
import { passingTuningCache } from '../engine/opening/for-runs';
import { yieldToMessages } from '../contract/yielding';
import { lazyStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import type { HostPorts } from '../worker/host-ports';
import { TrainerHost } from '../worker/trainer-host';
import { FakeStore } from './engine/fake-store';
import { aDataset, startCommand } from './records';
import { failingError } from './failing';
import { openWasmEngine } from './wgsl/node-wasm';

/**
 * The training host and a storage in memory, with a set of tiny pictures. The host takes its engine
 * for the CPU one; what computes is WASM, in a tenth of the time.
 */

export const PICTURES = 8;
export const SIZE = 16;

export const settings: Settings = {
  ...DEFAULT_SETTINGS,
  preset: 'atelier',
  imageSize: SIZE,
  channels: 1,
  width: 8,
  latentSize: 4,
  batchSize: 4,
  epochs: 2,
  sampleCount: 3,
  saveEvery: 1,
  engine: 'cpu',
};

/** Goes on with the run `r`. */
export const goOn: Extract<Command, { type: 'continue' }> = {
  type: 'continue',
  runId: 'r',
  from: 'newest',
  learningRates: null,
  epochs: null,
  incident: null,
};

const REPORT: EngineReport = {
  engine: 'cpu',
  adapter: { kind: 'processor', code: 'javascript', threads: 1 },
  software: false,
  reason: [],
  maxBufferBytes: null,
};

export class HostHarness {
  readonly store = new FakeStore();
  /** Engines that were opened, in order. */
  readonly opened: EngineChoice[] = [];
  readonly events: TrainerEvent[] = [];
  /** Engines that cannot be opened. */
  readonly missing = new Set<EngineChoice>(['webgl']);
  /** Engines that are the compiled one, and cannot make a model. */
  readonly refusing = new Set<EngineChoice>();
  closed = 0;
  /** Painters that were opened. */
  painters = 0;
  host: TrainerHost;
  private readonly checks = new Set<() => void>();
  private loss = deferred();

  constructor(
    private readonly change: Partial<HostPorts> = {},
    private readonly backend: () => Promise<OpenedEngine> = openWasmEngine,
  ) {
    // TensorFlow.js recommends its Node package, which is not what is tested here.
    tf.env().set('IS_TEST', true);
    this.store.sets.set(
      'set',
      aDataset('set', {
        shape: squarePictures(SIZE, 1),
        count: PICTURES,
        chunkPictures: PICTURES,
        folderOf: Uint32Array.from({ length: PICTURES }, (_, i) => i % 2),
      }),
    );
    const pixels = Uint8Array.from(uniform(1, 90, 0, PICTURES * SIZE * SIZE, 0, 256));
    this.store.chunks.push({ datasetId: 'set', index: 0, pixels });
    this.host = this.newHost();
  }

  /** Starts the run `r` on the set. */
  start(chosen: Settings = settings, change: Partial<RunRecord> = {}): void {
    this.host.handle(startCommand(this.store.sets.get('set')!, chosen, change));
  }

  /** Another host over the same storage, as after a reload. */
  newHost(): TrainerHost {
    this.host = new TrainerHost(this.ports(), (event) => {
      this.events.push(event);
      for (const check of [...this.checks]) check();
    });
    return this.host;
  }

  /** The open engine is lost. */
  loseEngine(message = 'The graphics card is gone.'): void {
    const { loss } = this;
    this.loss = deferred();
    loss.resolve(failingError('device-lost', message, 'Wait.'));
  }

  /** The first event, past or to come, that fits. */
  seen<T extends TrainerEvent['type']>(
    type: T,
    fits: (event: Extract<TrainerEvent, { type: T }>) => boolean = () => true,
  ): Promise<Extract<TrainerEvent, { type: T }>> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.of(type).find(fits);
        if (!found) return;
        this.checks.delete(check);
        resolve(found);
      };
      this.checks.add(check);
      check();
    });
  }

  of<T extends TrainerEvent['type']>(type: T): Extract<TrainerEvent, { type: T }>[] {
    return this.events.filter(
      (event): event is Extract<TrainerEvent, { type: T }> => event.type === type,
    );
  }

  /** A run came to an end of whatever kind, and the host is free for another. */
  async ended(): Promise<void> {
    await this.seen('run', ({ run }) => !isLive(run.state));
    await yieldToMessages();
  }

  private ports(): HostPorts {
    return {
      openStorage: () => Promise.resolve(storageOver(this.store)),
      openEngine: async (choice, notify) => {
        this.opened.push(choice);
        if (this.missing.has(choice)) {
          throw failingError('engine-unavailable', `No ${choice}.`, 'Use CPU.');
        }
        notify({ code: 'starting-engine', params: { engine: 'cpu' } });
        const engine = await this.backend();
        const { promise: lost } = this.loss;
        const runs = forRuns(engine, [], passingTuningCache());
        const openPainter: Engine['openPainter'] = (...what) => {
          this.painters += 1;
          return runs.openPainter(...what);
        };
        const opened = { ...runs, openPainter, report: REPORT, lost };
        return this.refusing.has(choice) ? refusing(opened) : opened;
      },
      closeEngine: () => (this.closed += 1),
      encodeGrid: () => Promise.resolve(new Blob(['grid'], { type: 'image/webp' })),
      now: Date.now,
      monotonic: () => performance.now(),
      yieldToMessages,
      rest: () => Promise.resolve(),
      ...this.change,
    };
  }
}

function refusing(engine: Engine): Engine {
  const failure = failingError('engine-failed', 'The driver refused.', 'Choose another engine.');
  return {
    ...engine,
    report: { ...REPORT, engine: 'compiled' },
    createModel: () => Promise.reject(failure),
  };
}

function deferred(): {
  readonly promise: Promise<StudioError>;
  readonly resolve: (loss: StudioError) => void;
} {
  let resolve: (loss: StudioError) => void = () => undefined;
  const promise = new Promise<StudioError>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** All of the storage is there, the parts that training needs in memory. */
function storageOver(store: FakeStore): StudioStorage {
  const rest = lazyStorage('unused');
  return {
    ...rest,
    dataset: (id) => store.dataset(id),
    chunk: (id, index) => store.chunk(id, index),
    createRun: (run) => store.createRun(run),
    run: (id) => store.run(id),
    updateRun: (id, change) => store.updateRun(id, change),
    putMetrics: (block) => store.putMetrics(block),
    putSample: (sample) => store.putSample(sample),
    putMeasures: (record) => store.putMeasures(record),
    putGenerator: (generator) => store.putGenerator(generator),
    generator: (id, epoch) => store.generator(id, epoch),
    putCheckpoint: (checkpoint, unjudged) => store.putCheckpoint(checkpoint, unjudged),
    keepBestCheckpoint: (id) => store.keepBestCheckpoint(id),
    newestCheckpoint: (id) => store.newestCheckpoint(id),
    checkpoint: (id, step) => store.checkpoint(id, step),
    measures: (id) => store.measures(id),
    rewindRun: (id, to, change) => store.rewindRun(id, to, change),
    thinRun: () => store.thinRun(),
  };
}
