import { StudioError } from '../../contract/errors';
import { partMissing } from '../../contract/fetch-part';
import type { IntakeOptions } from '../../contract/intake';
import {
  BUNDLES_AHEAD,
  type DecodeJob,
  type FromDecoder,
  type ToDecoder,
} from '../shared/messages';
import { BundleStream } from './bundle-stream';

/** The part of `Worker` the pool uses; tests hand in fakes. */
export interface DecodeWorker {
  postMessage(message: ToDecoder, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromDecoder>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface PoolHooks {
  newWorker(): DecodeWorker;
  draw(svg: Blob, width: number, height: number): Promise<ImageBitmap | null>;
  found(more: number): void;
}

/** Large pictures in memory at a time, over all workers. */
const PERMITS = 2;

/** So many may, as when their script cannot be loaded, before the pool gives up. */
const SILENT_DEATHS = 3;

/** A worker ended without an answer. */
export class WorkerLost extends StudioError {
  /** @param stuck path of the source that took too long; null where it died of itself. */
  constructor(readonly stuck: string | null) {
    super('picture-worker-lost');
  }
}

interface Lane {
  worker: DecodeWorker;
  /** Workers in a row that died before a word. */
  silentDeaths: number;
  /** Whether the worker said anything yet. */
  awake: boolean;
  readonly jobs: Map<number, Waiting>;
  /** Timers of pictures that may take only so long, by their requests. */
  readonly watches: Map<number, ReturnType<typeof setTimeout>>;
}

interface Waiting {
  readonly job: DecodeJob;
  readonly stream: BundleStream;
}

/** Decode workers and the jobs that wait for them. Jobs start in the order they came. */
export class DecodePool {
  private readonly lanes: Lane[];
  private readonly queue: Waiting[] = [];
  private readonly wanting: { lane: Lane; worker: DecodeWorker; request: number }[] = [];
  private readonly holding: DecodeWorker[] = [];
  private nextId = 0;
  private closed: StudioError | null = null;

  constructor(
    private readonly size: number,
    private readonly options: IntakeOptions,
    private readonly hooks: PoolHooks,
  ) {
    this.lanes = Array.from({ length: size }, () => this.openLane());
  }

  get workers(): number {
    return this.size;
  }

  /** What the job yields, in order. Rejects with `worker-lost` where its worker died. */
  run(job: DecodeJob): BundleStream {
    const stream: BundleStream = new BundleStream(() => this.dispatch());
    if (this.closed) stream.fail(this.closed);
    else this.queue.push({ job, stream });
    this.dispatch();
    return stream;
  }

  /** Ends all workers; what is under way rejects with the reason. */
  close(reason: StudioError): void {
    this.closed ??= reason;
    for (const { stream } of this.queue.splice(0)) stream.fail(reason);
    for (const lane of this.lanes.splice(0)) {
      lane.worker.terminate();
      this.unwatch(lane);
      for (const { stream } of lane.jobs.values()) stream.fail(reason);
    }
  }

  private openLane(): Lane {
    const lane: Lane = {
      worker: this.hooks.newWorker(),
      silentDeaths: 0,
      awake: false,
      jobs: new Map(),
      watches: new Map(),
    };
    this.connect(lane);
    return lane;
  }

  private connect(lane: Lane): void {
    const { worker } = lane;
    worker.onmessage = (event) => this.receive(lane, event.data);
    worker.onerror = () => this.replace(lane);
    worker.postMessage({ type: 'configure', options: this.options });
  }

  /** A lane takes a job while none of its jobs computes; one that waits for the page does not. */
  private dispatch(): void {
    for (const lane of this.lanes) {
      const computing = [...lane.jobs.values()].some(({ stream }) => stream.ahead < BUNDLES_AHEAD);
      const next = computing ? undefined : this.queue.shift();
      if (!next) continue;
      const id = ++this.nextId;
      lane.jobs.set(id, next);
      next.stream.onUsed = () => lane.worker.postMessage({ type: 'more', id });
      lane.worker.postMessage({ type: 'job', id, job: next.job });
    }
  }

  private receive(lane: Lane, message: FromDecoder): void {
    lane.awake = true;
    lane.silentDeaths = 0;
    switch (message.type) {
      case 'awake':
        break;
      case 'bundle':
        lane.jobs.get(message.id)?.stream.push(message.bundle);
        break;
      case 'done':
        lane.jobs.get(message.id)?.stream.end();
        lane.jobs.delete(message.id);
        break;
      case 'failed':
        lane.jobs.get(message.id)?.stream.fail(StudioError.from(message.error));
        lane.jobs.delete(message.id);
        break;
      case 'found':
        this.hooks.found(message.more);
        break;
      case 'wantPermit':
        this.wanting.push({ lane, worker: lane.worker, request: message.request });
        this.grant();
        break;
      case 'returnPermit':
        this.release(lane.worker);
        break;
      case 'watch': {
        const giveUp = () => this.replace(lane, message.path);
        lane.watches.set(message.request, setTimeout(giveUp, message.ms));
        break;
      }
      case 'unwatch':
        clearTimeout(lane.watches.get(message.request));
        lane.watches.delete(message.request);
        break;
      case 'draw':
        void this.draw(lane.worker, message);
        break;
    }
    this.dispatch();
  }

  private grant(): void {
    while (this.holding.length < PERMITS) {
      const next = this.wanting.shift();
      if (!next) return;
      this.holding.push(next.worker);
      next.worker.postMessage({ type: 'permit', request: next.request });
    }
  }

  private release(worker: DecodeWorker): void {
    const at = this.holding.indexOf(worker);
    if (at >= 0) this.holding.splice(at, 1);
    this.grant();
  }

  private async draw(
    worker: DecodeWorker,
    { request, svg, width, height }: Extract<FromDecoder, { type: 'draw' }>,
  ): Promise<void> {
    const bitmap = await this.hooks.draw(svg, width, height);
    worker.postMessage({ type: 'drawn', request, bitmap }, bitmap ? [bitmap] : []);
  }

  /** Its workers do not start, as when their script cannot be fetched. Others may work on alone. */
  private giveUp(lane: Lane): void {
    if (!this.lanes.some((other) => other.awake)) {
      return this.close(partMissing('picture-worker'));
    }
    lane.worker.terminate();
    this.lanes.splice(this.lanes.indexOf(lane), 1);
    this.queue.unshift(...lane.jobs.values());
    this.dispatch();
  }

  private unwatch(lane: Lane): void {
    for (const timer of lane.watches.values()) clearTimeout(timer);
    lane.watches.clear();
  }

  /** A worker died, or is stuck: its jobs fail, what it held is given back, another takes its place. */
  private replace(lane: Lane, stuck: string | null = null): void {
    this.unwatch(lane);
    if (!lane.awake && ++lane.silentDeaths > SILENT_DEATHS) return this.giveUp(lane);
    const dead = lane.worker;
    dead.terminate();
    const jobs = [...lane.jobs.values()];
    lane.jobs.clear();
    // Jobs of a worker that never ran are as good as new.
    if (!lane.awake) this.queue.unshift(...jobs.splice(0));
    lane.awake = false;
    lane.worker = this.hooks.newWorker();
    this.connect(lane);
    for (let i = this.wanting.length - 1; i >= 0; i--) {
      if (this.wanting[i]!.worker === dead) this.wanting.splice(i, 1);
    }
    while (this.holding.includes(dead)) this.release(dead);
    const error = new WorkerLost(stuck);
    for (const { stream } of jobs) stream.fail(error);
    this.dispatch();
  }
}
