import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { EngineChoice } from '../contract/hyperparameters';
import type { StudioStorage } from '../storage/studio-storage';
import { BusyMeter } from './busy-meter';
import type { HostPorts } from './host-ports';
import { Painting } from './painting';
import { Timing } from './timing';
import { RunSupervisor, type ContinueCommand, type StartCommand } from './supervisor';

/** Answers commands: one run at a time, and new pictures beside it. Knows nothing of workers. */
export class TrainerHost {
  private storage: Promise<StudioStorage> | null = null;
  private active: RunSupervisor | null = null;
  /** The run that trained last. */
  private last: RunSupervisor | null = null;
  /** Whatever may change the engine, or needs it unchanged, goes one after another. */
  private turns: Promise<void> = Promise.resolve();
  /** Asked while a run held the engine; answered anew when it ends. */
  private probeLater: EngineChoice | null = null;

  private readonly ports: HostPorts;
  private readonly meter: BusyMeter;
  private readonly painting: Painting;
  private readonly timing: Timing;

  constructor(
    outside: HostPorts,
    private readonly emit: (event: TrainerEvent) => void,
  ) {
    this.meter = new BusyMeter(outside.monotonic, outside.yieldToMessages);
    this.ports = { ...outside, yieldToMessages: this.meter.yieldToMessages };
    this.painting = new Painting({
      openStorage: () => this.openStorage(),
      engineFor: async (choice) =>
        this.active?.engine ?? (await this.ports.openEngine(choice, () => undefined)),
      trained: () => this.active?.underTraining ?? null,
      inTurn: (work) => this.inTurn(work),
      emit,
      yieldToMessages: this.ports.yieldToMessages,
    });
    this.timing = new Timing({
      host: this.ports,
      openStorage: () => this.openStorage(),
      busy: () => this.active !== null,
      inTurn: (work) => this.inTurn(work),
      emit,
    });
  }

  handle(command: Command): void {
    this.meter.free();
    switch (command.type) {
      case 'probe':
        return void this.inTurn(() => this.probe(command.choice));
      case 'timeSteps':
      case 'endTiming':
        return this.timing.handle(command);
      case 'start':
      case 'continue':
        return this.train(command);
      case 'openPainter':
      case 'paint':
      case 'closePainter':
        return this.painting.handle(command);
      case 'ping':
        return this.emit({ type: 'pong', longestMs: this.meter.longestMs });
      case 'pause':
      case 'resume':
      case 'stop':
      case 'sample':
      case 'measure':
      case 'save':
      case 'setLearningRates':
        return this.active?.commands.take(command);
      default:
        return command satisfies never;
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turns.then(work);
    this.turns = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  private async probe(choice: EngineChoice): Promise<void> {
    if (this.active) return this.probeBesideRun(choice, this.active);
    try {
      const { report } = await this.ports.openEngine(choice, () => undefined);
      this.emit({ type: 'engine', choice, report });
    } catch (error) {
      const failure = StudioError.from(error, 'engine-unavailable');
      this.emit({ type: 'engineFailed', choice, error: failure.toData() });
    }
  }

  /** The run's engine is reported; any other cannot be opened now without ending the run. */
  private probeBesideRun(choice: EngineChoice, run: RunSupervisor): void {
    const { engineChoice } = run;
    const report = run.engine?.report;
    if (report && (choice === engineChoice || choice === report.engine)) {
      this.emit({ type: 'engine', choice, report });
      return;
    }
    this.probeLater = choice;
    const error = new StudioError('engine-in-use');
    this.emit({ type: 'engineFailed', choice, error: error.toData() });
  }

  private train(command: StartCommand | ContinueCommand): void {
    const supervisor = new RunSupervisor(command, {
      host: this.ports,
      openStorage: () => this.openStorage(),
      emit: this.emit,
      inTurn: (work) => this.inTurn(work),
    });
    const { runId } = supervisor;
    if (this.active) {
      // It goes on already.
      if (runId === this.active.runId) return;
      const error = new StudioError('run-already-trains');
      this.emit({ type: 'failed', runId, error: error.toData() });
      return;
    }
    // What is measured of the run's end would come back after it is taken away.
    if (command.type === 'continue' && command.from === 'best' && runId === this.last?.runId) {
      this.last.abandonMeasures();
    }
    this.active = this.last = supervisor;
    // It trains beside whatever comes next, and takes turns where it opens an engine.
    void supervisor.supervise().then((last) => {
      this.ended();
      if (last) this.emit(last);
    });
  }

  private ended(): void {
    this.active = null;
    const choice = this.probeLater;
    this.probeLater = null;
    if (choice) void this.inTurn(() => this.probe(choice));
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
