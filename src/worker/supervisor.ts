import type { Command } from '../contract/commands';
import { StudioError, type StudioErrorData } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { EngineChoice, Settings } from '../contract/hyperparameters';
import type { GanSpec } from '../contract/net-spec';
import type { RunRecord, RunState } from '../contract/records';
import { heard, isLive } from '../contract/run-state';
import type { Engine } from '../engine/engine';
import { engineFailure } from '../engine/failures';
import { RunCommands } from '../engine/run-commands';
import type { TrainingSession } from '../engine/session';
import { buildGan } from '../nets/presets';
import type { StudioStorage } from '../storage/studio-storage';
import type { HostPorts } from './host-ports';
import { openSession, runMissing } from './open-session';
import {
  continueRun,
  startRun,
  type Emit,
  type ReadyRun,
  type RecoverableRunStore,
} from './ready-run';

export type StartCommand = Extract<Command, { type: 'start' }>;
export type ContinueCommand = Extract<Command, { type: 'continue' }>;

/** Milliseconds for a driver to come back, times the losses in a row. */
const REST_MS = 1_000;

/** What the supervisor stands on. */
export interface SupervisorPorts {
  readonly host: HostPorts;
  readonly openStorage: () => Promise<StudioStorage>;
  readonly emit: Emit;
  /** Work that needs the engine, one after another. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * One run from its command to its end, over as many sessions as it takes: where an engine is lost,
 * the run goes on from its newest checkpoint on a new one.
 */
export class RunSupervisor {
  readonly runId: string;
  /** What it trains on; null while no engine is open for it. */
  engine: Engine | null = null;
  /** What is asked of the run, and its status. */
  readonly commands: RunCommands;
  /** As it is stored, as far as known; null before there is a record. */
  private run: RunRecord | null = null;
  private store: RecoverableRunStore | null = null;
  private session: TrainingSession | null = null;
  private lastEvent: TrainerEvent | null = null;
  private readonly emit: Emit;

  constructor(
    private readonly command: StartCommand | ContinueCommand,
    private readonly ports: SupervisorPorts,
  ) {
    this.runId = command.type === 'start' ? command.run.id : command.runId;
    this.commands = new RunCommands(
      command.type === 'start'
        ? { type: 'begin', before: null }
        : { ...command, ...command.incident, type: 'begin', before: 'interrupted' },
    );
    this.emit = (event) => {
      this.follow(event);
      ports.emit(event);
    };
  }

  /** The engine of its settings; null while they are not known. */
  get engineChoice(): EngineChoice | null {
    return this.settings?.engine ?? null;
  }

  /** The nets that it trains, and its batch; null while they are not known. */
  get underTraining(): { readonly gan: GanSpec; readonly batchSize: number } | null {
    const { settings } = this;
    return settings && { gan: buildGan(settings), batchSize: settings.batchSize };
  }

  private get settings(): Settings | null {
    const { command } = this;
    return (command.type === 'start' ? command.run : this.run)?.settings ?? null;
  }

  /**
   * Trains to the end; never rejects.
   * @returns what is to be emitted as soon as the way is free for another run.
   */
  async supervise(): Promise<TrainerEvent | null> {
    let session = await this.begin();
    while (session) {
      this.session = session;
      const end = await session.train();
      session = end.kind === 'lost' ? await this.recover(end.error) : null;
    }
    return this.lastEvent;
  }

  /** A measure that is still worked out after the run's end counts no more. */
  abandonMeasures(): void {
    this.session?.abandonMeasures();
  }

  private async begin(): Promise<TrainingSession | null> {
    const { command, ports } = this;
    try {
      return await ports.inTurn(async () => {
        const storage = await ports.openStorage();
        const ready =
          command.type === 'start'
            ? await startRun(command.run, storage, this.emit)
            : await this.find(command, storage);
        return this.open(ready, storage);
      });
    } catch (error) {
      return this.fail(engineFailure(error));
    }
  }

  private async find(command: ContinueCommand, storage: StudioStorage): Promise<ReadyRun> {
    const run = await storage.run(command.runId);
    if (!run) throw runMissing();
    this.commands.advance({ type: 'found', state: run.state });
    this.run = run;
    this.store = storage;
    if (command.incident) await this.count(command.incident.error);
    return continueRun(this.run, command, null, storage, storage, this.emit);
  }

  private async open(ready: ReadyRun, storage: StudioStorage): Promise<TrainingSession> {
    this.run ??= ready.run;
    this.store = ready.store;
    const { host } = this.ports;
    const opened = (engine: Engine): void => void (this.engine = engine);
    const session = await openSession(ready, storage, host, this.commands, this.emit, opened);
    this.commands.advance({ type: 'opened' });
    return session;
  }

  /** Opens the engine afresh, until it trains again or was lost too often. */
  private async recover(loss: StudioError): Promise<TrainingSession | null> {
    const { commands, runId } = this;
    const { host, inTurn, emit } = this.ports;
    const engine = this.engine?.report.engine ?? null;
    for (let error = loss; ;) {
      // At once: whatever waits for the lost engine is to end.
      host.closeEngine();
      this.engine = null;
      const { state, losses } = commands.advance({ type: 'lost' });
      try {
        await this.count(error.toData());
        if (!isLive(state)) return await this.halt(state, error);
        emit({ type: 'recovering', runId, lost: 'engine' });
        await host.rest(losses * REST_MS);
        return await inTurn(async () => {
          const storage = await this.ports.openStorage();
          const { learningRates } = commands;
          const changes = { from: 'newest', learningRates, epochs: null } as const;
          const { run, store } = this;
          if (!run || !store) throw runMissing();
          const ready = await continueRun(run, changes, engine, store, storage, this.emit);
          return this.open(ready, storage);
        });
      } catch (failure) {
        error = engineFailure(failure);
        if (!OF_THE_ENGINE.has(error.kind)) return this.fail(error);
      }
    }
  }

  /** Notes in the record what the run outlived. */
  private async count(lastIncident: StudioErrorData): Promise<void> {
    const { run, store } = this;
    if (!run || !store) return;
    const change = { incidents: run.incidents + 1, lastIncident };
    // On a full disk the run goes on all the same.
    const stored = await store.updateRun(run.id, change).catch(() => ({ ...run, ...change }));
    if (!stored) throw runMissing();
    this.run = stored;
  }

  /** The engine was lost too often. */
  private halt(state: RunState, error: StudioError): Promise<null> {
    if (state === 'stopped') return this.end({ state, failure: null });
    return this.fail(halted(error), state);
  }

  /** The run cannot be trained, now or any more. */
  private async fail(
    error: StudioError,
    state = this.commands.advance({ type: 'failed' }).state,
  ): Promise<null> {
    const { run, runId } = this;
    if (run) {
      const { failure } = run;
      // It stays what it was, with what was said of it then.
      const same = run.state === state;
      await this.end(same ? { state, failure } : failureOf(state, error));
    }
    this.lastEvent = { type: 'failed', runId, error: error.toData() };
    return null;
  }

  /** Stores and emits how the run ends where no session does. */
  private async end(change: Partial<RunRecord>): Promise<null> {
    const { run, store } = this;
    if (!run || !store) return null;
    const whole = { ...change, updatedAt: this.ports.host.now() };
    const stored = await store.updateRun(run.id, whole).catch(() => undefined);
    this.emit({ type: 'run', run: { ...run, ...whole, ...stored }, preparing: null });
    return null;
  }

  /** Follows the run through what is emitted of it. */
  private follow(event: TrainerEvent): void {
    const happened = heard(event);
    const { opened } = happened ? this.commands.advance(happened) : this.commands.status;
    if (event.type === 'run' && opened) this.run = event.run;
  }
}

/** Failures that another opening of the engine may mend. */
const OF_THE_ENGINE: ReadonlySet<string> = new Set([
  'device-lost',
  'engine-failed',
  'engine-unavailable',
]);

const failureOf = (state: RunState, error: StudioError): Partial<RunRecord> => ({
  state,
  failure: error.toData(),
});

const halted = (error: StudioError): StudioError =>
  new StudioError('engine-lost-again', { last: error.toData() });
