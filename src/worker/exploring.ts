import type { KeptGenerator } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { ExploreAnswer, ExploreOrder, OpenGenerator } from '../contract/explore';
import type { EngineChoice } from '../contract/hyperparameters';
import { toRgbaPictures } from '../contract/rgba';
import type { Engine } from '../engine/engine';
import { engineFailure } from '../engine/failures';
import { LossGuard } from '../engine/loss-guard';
import type { Painter } from '../engine/painter';
import { findDirections } from '../explore/directions';
import { featuresOf, firstBlock } from '../nets/first-block';
import type { GeneratorRecord } from '../contract/records';
import { weightsOf } from '../nets/kept-generator';
import { Judging } from './judging';
import type { StudioStorage } from '../storage/studio-storage';

/** What exploring stands on. */
export interface ExploringPorts {
  readonly openStorage: () => Promise<StudioStorage>;
  readonly openEngine: (choice: EngineChoice) => Promise<Engine>;
  readonly closeEngine: () => void;
  readonly answer: (answer: ExploreAnswer) => void;
  readonly yieldToMessages: () => Promise<void>;
}

type Order = Exclude<ExploreOrder, { type: 'withdraw' }>;

interface Opened extends OpenGenerator {
  readonly painter: Painter;
  readonly guard: LossGuard;
}

/** Generators that stay open at once: one being looked at, and its neighbours in time. */
const MOST_OPEN = 4;

/**
 * Paints from kept generators, one order after another: those that a hand waits for first, what is judged
 * last, the others in the order of their coming. An order that nobody waits for any more is passed over.
 */
export class Exploring {
  private readonly waiting: Order[] = [];
  /** By generator, the one used last at the end. */
  private readonly painters = new Map<string, Opened>();
  private readonly judging: Judging;
  private working = false;

  constructor(private readonly ports: ExploringPorts) {
    this.judging = new Judging(ports);
  }

  handle(order: ExploreOrder): void {
    if (order.type === 'withdraw') {
      const place = this.waiting.findIndex(({ id }) => id === order.id);
      if (place >= 0) this.waiting.splice(place, 1);
      return;
    }
    this.waiting.push(order);
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let order = this.next(); order; order = this.next()) {
      const { id } = order;
      try {
        this.ports.answer(await this.carryOut(order));
      } catch (error) {
        // What an engine lost is gone; the next order opens it afresh.
        this.closeAll();
        this.ports.answer({ type: 'failed', id, error: engineFailure(error).toData() });
      }
      // Newer and more urgent orders, and withdrawals, are heard in between.
      await this.ports.yieldToMessages();
    }
    this.working = false;
  }

  private next(): Order | undefined {
    const urgent = this.waiting.findIndex(
      (one) => one.type === 'open' || (one.type === 'paint' && one.urgency === 'now'),
    );
    const painting = this.waiting.findIndex(({ type }) => type !== 'judge');
    return this.waiting.splice(Math.max(0, urgent >= 0 ? urgent : painting), 1)[0];
  }

  private async carryOut(order: Order): Promise<ExploreAnswer> {
    const { id } = order;
    if (order.type === 'directions')
      return { type: 'directions', id, vectors: await this.find(order) };
    const { painter, guard, ...opened } = await this.ready(order.generator, order.engine);
    if (order.type === 'open') return { type: 'opened', id, opened };
    const paint = async (latents: Float32Array): Promise<Uint8Array<ArrayBuffer>> => {
      const painting = await guard.wait(painter.paint(latents));
      if (painting.kind === 'cancelled') throw new StudioError('cancelled');
      return painting.pixels;
    };
    const pixels = await paint(order.latents);
    const pictures = toRgbaPictures(pixels, opened.shape);
    if (order.type === 'paint') return { type: 'painted', id, pictures };
    const verdicts = await this.judging.judge(order, pixels, { ...opened, paint });
    const judged = pictures.map((picture, i) => ({ ...picture, ...verdicts[i]! }));
    return { type: 'judged', id, pictures: judged };
  }

  private async ready(generator: KeptGenerator, choice: EngineChoice): Promise<Opened> {
    const key = JSON.stringify([generator.runId, generator.epoch, generator.weights, choice]);
    const known = this.painters.get(key);
    this.painters.delete(key);
    const opened =
      known && !known.painter.closed ? known : await this.openPainter(generator, choice);
    this.painters.set(key, opened);
    for (const [oldest, { painter }] of this.painters) {
      if (this.painters.size <= MOST_OPEN) break;
      painter.close();
      this.painters.delete(oldest);
    }
    return opened;
  }

  private async find({
    generator,
    method,
  }: Extract<Order, { type: 'directions' }>): Promise<Float32Array<ArrayBuffer>[]> {
    const record = await this.record(generator);
    const block = firstBlock(record.spec, weightsOf(record, generator.weights));
    if (!block) throw new StudioError('directions-not-found');
    return findDirections({ ...block, of: (latent) => featuresOf(block, latent) }, method);
  }

  private async record({ runId, epoch }: KeptGenerator): Promise<GeneratorRecord> {
    const storage = await this.ports.openStorage();
    const record = await storage.generator(runId, epoch);
    if (record) return record;
    throw new StudioError('generator-not-kept', { run: null, epoch });
  }

  private async openPainter(generator: KeptGenerator, choice: EngineChoice): Promise<Opened> {
    const record = await this.record(generator);
    const engine = await this.ports.openEngine(choice);
    const guard = new LossGuard(engine.lost);
    const painter = await guard.wait(
      engine.openPainter(record.spec, weightsOf(record, generator.weights)),
    );
    const { latentSize, shape } = painter;
    return { painter, guard, latentSize, shape, engine: engine.report.engine };
  }

  private closeAll(): void {
    for (const { painter } of this.painters.values()) painter.close();
    this.painters.clear();
    this.judging.close();
    this.ports.closeEngine();
  }
}
