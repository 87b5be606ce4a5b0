import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { EngineChoice } from '../contract/hyperparameters';
import type { GanSpec } from '../contract/net-spec';
import type { GeneratorRecord } from '../contract/records';
import type { Engine } from '../engine/engine';
import { engineFailure } from '../engine/failures';
import { LossGuard } from '../engine/loss-guard';
import type { Painter } from '../engine/painter';
import { toRgbaPictures } from '../contract/rgba';
import { weightsOf } from '../nets/kept-generator';
import { picturesWithinStep } from '../nets/work';
import type { StudioStorage } from '../storage/studio-storage';

type OpenCommand = Extract<Command, { type: 'openPainter' }>;
type PaintCommand = Extract<Command, { type: 'paint' }>;
export type PainterCommand = OpenCommand | PaintCommand | { readonly type: 'closePainter' };

/** What painting stands on. */
export interface PaintingPorts {
  readonly openStorage: () => Promise<StudioStorage>;
  /** The engine of the run that trains; else the one asked for. */
  readonly engineFor: (choice: EngineChoice) => Promise<Engine>;
  /** What trains beside it; null where nothing does. */
  readonly trained: () => { readonly gan: GanSpec; readonly batchSize: number } | null;
  /** Work that needs the engine, one after another. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  readonly emit: (event: TrainerEvent) => void;
  readonly yieldToMessages: () => Promise<void>;
}

interface Opened {
  /** Which generator, and beside which run. */
  readonly key: string;
  readonly painter: Painter;
  readonly guard: LossGuard;
}

/** New pictures from stored generators, by one painter that stays open [OUT3] [OUT6]. */
export class Painting {
  private opened: Opened | null = null;
  /** Number of the newest request, which alone is worked on. */
  private newest = 0;
  /** The page's last word. */
  private asked: PainterCommand | null = null;

  constructor(private readonly ports: PaintingPorts) {}

  handle(command: PainterCommand): void {
    this.asked = command;
    switch (command.type) {
      case 'openPainter':
        return void this.ports.inTurn(() => this.open(command));
      case 'paint': {
        const request = this.cancel();
        return void this.ports.inTurn(() => this.paint(command, request));
      }
      case 'closePainter':
        this.cancel();
        return this.close();
      default:
        return command satisfies never;
    }
  }

  /** Ends what is being painted. @returns the number of the request that comes. */
  private cancel(): number {
    this.opened?.painter.cancel();
    return ++this.newest;
  }

  private async open(command: OpenCommand): Promise<void> {
    // Another one was asked for, or none any more.
    if (this.asked !== command) return;
    const { runId, epoch } = command;
    try {
      const { painter } = await this.ready(command);
      const { latentSize } = painter;
      this.ports.emit({ type: 'painterOpened', runId, epoch, latentSize });
    } catch (error) {
      this.ports.emit({ type: 'painterFailed', runId, epoch, error: failure(error) });
    }
  }

  private async paint(command: PaintCommand, request: number): Promise<void> {
    const { requestId, latents } = command;
    const { emit, yieldToMessages } = this.ports;
    const cancelled = { type: 'paintCancelled', requestId } as const;
    if (request !== this.newest) return emit(cancelled);
    try {
      const { painter, guard } = await this.ready(command);
      if (request !== this.newest) return emit(cancelled);
      const between = (done: number): Promise<void> => {
        emit({ type: 'painting', requestId, done });
        return yieldToMessages();
      };
      const painting = await guard.wait(painter.paint(latents, between));
      if (painting.kind === 'cancelled') return emit(cancelled);
      const { shape } = painter;
      emit({ type: 'painted', requestId, shape, pictures: toRgbaPictures(painting.pixels, shape) });
    } catch (error) {
      emit({ type: 'paintFailed', requestId, error: failure(error) });
    }
  }

  /** The painter that is open; another where it is of another generator, was closed with its engine,
   *  or takes portions of another length than suits what trains now. */
  private async ready(command: OpenCommand | PaintCommand): Promise<Opened> {
    const engine = await this.ports.engineFor(command.engine);
    const trained = this.ports.trained();
    const key = JSON.stringify([command.runId, command.epoch, command.weights, trained]);
    if (this.opened?.key === key && !this.opened.painter.closed) return this.opened;
    this.close();
    const generator = await this.generator(command);
    const { spec } = generator;
    const guard = new LossGuard(engine.lost);
    const limit = trained ? picturesWithinStep(spec, trained) : undefined;
    const painter = await guard.wait(
      engine.openPainter(spec, weightsOf(generator, command.weights), limit),
    );
    const opened = { key, painter, guard };
    if (this.asked?.type === 'closePainter') painter.close();
    else this.opened = opened;
    return opened;
  }

  private async generator({ runId, epoch }: OpenCommand | PaintCommand): Promise<GeneratorRecord> {
    const storage = await this.ports.openStorage();
    const record = await storage.generator(runId, epoch);
    if (record) return record;
    throw new StudioError('generator-not-kept', { run: null, epoch });
  }

  private close(): void {
    this.opened?.painter.close();
    this.opened = null;
  }
}

const failure = (error: unknown) => engineFailure(error).toData();
