import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { EngineReport, TrainerEvent } from '../contract/events';
import type { EngineChoice } from '../contract/hyperparameters';
import { engineFailure } from '../engine/failures';
import type { TrainingSession } from '../engine/session';
import { newPictures } from '../engine/tfjs/new-pictures';
import type { StudioStorage } from '../storage/studio-storage';
import type { HostPorts } from './host-ports';
import type { StartCommand } from './prepare-run';
import { startRun } from './start-run';

type GenerateCommand = Extract<Command, { type: 'generate' }>;
/** Orders for a run, given before or while it trains. */
type Order = Extract<
  Command,
  { type: 'pause' | 'resume' | 'stop' | 'sample' | 'setLearningRates' }
>;

/** A run from its start command on. */
interface Active {
  readonly command: StartCommand;
  report: EngineReport | null;
  /** Null until its nets stand. */
  session: TrainingSession | null;
  /** Given until then. */
  readonly orders: Order[];
}

/** Answers commands: one run at a time, and new pictures beside it. Knows nothing of workers. */
export class TrainerHost {
  private storage: Promise<StudioStorage> | null = null;
  private active: Active | null = null;
  /** Whatever may change the engine, or needs it unchanged, goes one after another. */
  private turns: Promise<void> = Promise.resolve();
  /** Asked while a run held the engine; answered anew when it ends. */
  private probeLater: EngineChoice | null = null;

  constructor(
    private readonly ports: HostPorts,
    private readonly emit: (event: TrainerEvent) => void,
  ) {}

  handle(command: Command): void {
    switch (command.type) {
      case 'probe':
        return this.inTurn(() => this.probe(command.choice));
      case 'start':
        return this.start(command);
      case 'generate':
        return this.inTurn(() => this.generate(command));
      case 'pause':
      case 'resume':
      case 'stop':
      case 'sample':
      case 'setLearningRates':
        return this.order(command);
      default:
        return command satisfies never;
    }
  }

  private inTurn(work: () => Promise<void>): void {
    this.turns = this.turns.then(work);
  }

  private async probe(choice: EngineChoice): Promise<void> {
    if (this.active) return this.probeBesideRun(choice, this.active);
    try {
      const report = await this.ports.openEngine(choice, () => undefined);
      this.emit({ type: 'engine', choice, report });
    } catch (error) {
      const failure = StudioError.from(error, 'engine-unavailable');
      this.emit({ type: 'engineFailed', choice, error: failure.toData() });
    }
  }

  /** The run's engine is reported; any other cannot be opened now without ending the run. */
  private probeBesideRun(choice: EngineChoice, { command, report }: Active): void {
    if (report && (choice === command.settings.engine || choice === report.engine)) {
      this.emit({ type: 'engine', choice, report });
      return;
    }
    this.probeLater = choice;
    const error = new StudioError(
      'engine-unavailable',
      'A run is using the engine, so another one cannot be tried now.',
      'It is tried as soon as the run has ended.',
    );
    this.emit({ type: 'engineFailed', choice, error: error.toData() });
  }

  private start(command: StartCommand): void {
    if (this.active) {
      const error = new StudioError(
        'unexpected',
        'A run is training already, and one trains at a time.',
        'Stop it first, then start the new one.',
      );
      this.emit({ type: 'failed', runId: command.runId, error: error.toData() });
      return;
    }
    const active: Active = { command, report: null, session: null, orders: [] };
    this.active = active;
    this.inTurn(async () => {
      const opened = (report: EngineReport): void => void (active.report = report);
      const storage = (): Promise<StudioStorage> => this.openStorage();
      const session = await startRun(command, this.ports, storage, this.emit, opened);
      if (!session) return this.ended();
      active.session = session;
      for (const order of active.orders) giveOrder(session, order);
      // The turn ends here: the run trains beside whatever comes next.
      void session.train().then(() => this.ended());
    });
  }

  private order(order: Order): void {
    if (this.active?.session) giveOrder(this.active.session, order);
    else this.active?.orders.push(order);
  }

  private ended(): void {
    this.active = null;
    const choice = this.probeLater;
    this.probeLater = null;
    if (choice) this.inTurn(() => this.probe(choice));
  }

  /** On the run's engine where one trains; else on the engine asked for. */
  private async generate(command: GenerateCommand): Promise<void> {
    const { requestId, runId, epoch, count, seed, engine } = command;
    const { ports } = this;
    try {
      const storage = await this.openStorage();
      const record = await storage.generator(runId, epoch);
      if (!record) {
        throw new StudioError(
          'model-missing',
          `No generator of epoch ${epoch} is kept for this run.`,
          'Choose another epoch.',
        );
      }
      if (!this.active?.report) await ports.openEngine(engine, () => undefined);
      const lost = ports.engineLost();
      const made = await newPictures(record, count, seed, ports.yieldToMessages, lost);
      this.emit({ type: 'generated', requestId, ...made });
    } catch (error) {
      this.emit({ type: 'generateFailed', requestId, error: engineFailure(error).toData() });
    }
  }

  /** Opened once; a failure is not remembered, so that the next command tries again. */
  private openStorage(): Promise<StudioStorage> {
    this.storage ??= this.ports.openStorage().catch((error: unknown) => {
      this.storage = null;
      throw error;
    });
    return this.storage;
  }
}

function giveOrder(session: TrainingSession, order: Order): void {
  switch (order.type) {
    case 'pause':
      return session.pause();
    case 'resume':
      return session.resume();
    case 'stop':
      return session.stop();
    case 'sample':
      return session.sample();
    case 'setLearningRates':
      return session.setLearningRates(order.generator, order.discriminator);
    default:
      return order satisfies never;
  }
}
