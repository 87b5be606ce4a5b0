import type { KeptGenerator } from '../contract/commands';
import { StudioError } from '../contract/errors';
import {
  UNTRAINED,
  type ExploreAnswer,
  type ExploreNote,
  type ExploreOrder,
  type OpenGenerator,
} from '../contract/explore';
import type { EngineChoice } from '../contract/hyperparameters';
import { fromRgba, toRgbaPictures } from '../contract/rgba';
import type { Engine } from '../engine/engine';
import { engineFailure } from '../engine/failures';
import { LossGuard } from '../engine/loss-guard';
import type { Painter } from '../engine/painter';
import { findDirections } from '../explore/directions';
import { featuresOf, firstBlock } from '../nets/first-block';
import { largerMap } from '../nets/larger-map';
import type { GeneratorRecord } from '../contract/records';
import { weightsOf } from '../nets/kept-generator';
import { untrainedGenerator } from '../nets/untrained';
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

type Order = Exclude<ExploreOrder, ExploreNote>;
type Draw = Extract<ExploreOrder, { type: 'draw' }>;

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
  private readonly watched = new WeakSet<Promise<StudioError>>();
  private readonly canvases = new Map<number, OffscreenCanvas>();
  private working = false;
  private mayDraw = true;
  /** Pictures drawn since a device was lost over one. */
  private drawn = 0;

  constructor(private readonly ports: ExploringPorts) {
    this.judging = new Judging(ports);
  }

  handle(order: ExploreOrder): void {
    if (order.type === 'withdraw') return this.passOver(({ id }) => id === order.id);
    if (order.type === 'close-canvas') return void this.canvases.delete(order.canvas);
    if (order.type === 'canvas') return void this.canvases.set(order.canvas, order.offscreen);
    if (order.type === 'draw')
      this.passOver((one) => one.type === 'draw' && one.canvas === order.canvas);
    this.waiting.push(order);
    if (!this.working) void this.work();
  }

  /** Answers orders that are not begun and will not be. */
  private passOver(which: (order: Order) => boolean): void {
    for (const order of this.waiting.filter(which)) {
      this.waiting.splice(this.waiting.indexOf(order), 1);
      const error = new StudioError('cancelled').toData();
      this.ports.answer({ type: 'failed', id: order.id, error });
    }
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let order = this.next(); order; order = this.next()) {
      const { id } = order;
      try {
        this.ports.answer(await this.carryOutAgain(order));
      } catch (error) {
        const failure = engineFailure(error);
        // What an engine lost is gone; the next order opens it afresh.
        if (failure.kind !== 'cancelled') this.closeAll();
        this.ports.answer({ type: 'failed', id, error: failure.toData() });
      }
      // Newer and more urgent orders, and withdrawals, are heard in between.
      await this.ports.yieldToMessages();
    }
    this.working = false;
  }

  private next(): Order | undefined {
    const urgent = this.waiting.findIndex(
      (one) =>
        one.type === 'open' ||
        one.type === 'draw' ||
        (one.type === 'paint' && one.urgency === 'now'),
    );
    const painting = this.waiting.findIndex(
      ({ type }) => type !== 'judge' && type !== 'judge-painted',
    );
    return this.waiting.splice(Math.max(0, urgent >= 0 ? urgent : painting), 1)[0];
  }

  /** A graphics card that was lost is looked for again, once: a picture that moves does not stop at it. */
  private async carryOutAgain(order: Order): Promise<ExploreAnswer> {
    try {
      return await this.carryOut(order);
    } catch (error) {
      if (order.type !== 'draw' || engineFailure(error).kind !== 'device-lost') throw error;
      // One that is lost before it has drawn anything may well be lost by drawing.
      if (this.drawn === 0) this.mayDraw = false;
      this.drawn = 0;
      this.closeAll();
      return this.carryOut(order);
    }
  }

  private async carryOut(order: Order): Promise<ExploreAnswer> {
    const { id } = order;
    if (order.type === 'directions')
      return { type: 'directions', id, vectors: await this.find(order) };
    const ready = await this.ready(order.generator, order.engine);
    if (order.type === 'draw') return this.draw(order, ready);
    const { painter, guard, ...opened } = ready;
    if (order.type === 'open') return { type: 'opened', id, opened };
    const paint = async (latents: Float32Array): Promise<Uint8Array<ArrayBuffer>> => {
      const painting = await guard.wait(painter.paint(latents));
      if (painting.kind === 'cancelled') throw new StudioError('cancelled');
      return painting.pixels;
    };
    if (order.type === 'judge-painted') {
      const painted = fromRgba(order.pictures, opened.shape);
      const verdicts = await this.judging.judge(order, painted, { ...opened, paint });
      return { type: 'told', id, verdicts };
    }
    const pixels = await paint(order.latents);
    const pictures = toRgbaPictures(pixels, opened.shape);
    if (order.type === 'paint') return { type: 'painted', id, pictures };
    const verdicts = await this.judging.judge(order, pixels, { ...opened, paint });
    const judged = pictures.map((picture, i) => ({ ...picture, ...verdicts[i]! }));
    return { type: 'judged', id, pictures: judged };
  }

  /** A canvas whose engine cannot draw any more stays as it is: the page is given the picture. */
  private async draw({ id, latent, canvas }: Draw, opened: Opened): Promise<ExploreAnswer> {
    const { painter, guard, shape } = opened;
    const onto = this.canvases.get(canvas);
    if (!onto) throw new StudioError('cancelled');
    if (painter.draw && this.mayDraw) {
      await guard.wait(painter.draw(latent, onto));
      this.drawn += 1;
      return { type: 'drawn', id };
    }
    const painting = await guard.wait(painter.paint(latent));
    if (painting.kind === 'cancelled') throw new StudioError('cancelled');
    return { type: 'painted', id, pictures: toRgbaPictures(painting.pixels, shape) };
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
    const run = epoch === UNTRAINED ? await storage.run(runId) : undefined;
    if (run) return untrainedGenerator(run);
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
    const { engine: id, software } = engine.report;
    // An emulated card has nothing to gain by it, and where the page is put together without a card, Chromium
    // loses all devices over it.
    const draws = painter.draw !== undefined && this.mayDraw && !software;
    if (painter.draw) this.watch(engine);
    const larger = largerMap(record.spec);
    return { painter, guard, latentSize, shape, engine: id, draws, larger };
  }

  /** Tells of a loss that no order would meet: a picture at rest is drawn again. */
  private watch({ lost }: Engine): void {
    if (!lost || this.watched.has(lost)) return;
    this.watched.add(lost);
    void lost.then(({ kind }) => {
      if (kind === 'device-lost') this.ports.answer({ type: 'canvases-lost' });
    });
  }

  private closeAll(): void {
    for (const { painter } of this.painters.values()) painter.close();
    this.painters.clear();
    this.judging.close();
    this.ports.closeEngine();
  }
}
