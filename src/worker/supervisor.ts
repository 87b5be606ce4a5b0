import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { EngineChoice } from '../contract/hyperparameters';
import type { RunRecord } from '../contract/records';
import { LOSSES, isLive } from '../contract/run-state';
import type { Engine } from '../engine/engine';
import { engineFailure } from '../engine/failures';
import type { TrainingSession } from '../engine/session';
import type { StudioStorage } from '../storage/studio-storage';
import { continueRun } from './continue-run';
import type { HostPorts } from './host-ports';
import { openSession, runMissing } from './open-session';
import type { StartCommand } from './prepare-run';
import type { Emit, ReadyRun, RunKeeping } from './ready-run';
import { StandingOrders } from './run-commands';
import { startRun } from './start-run';

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
  /** What it trains on; null while no engine is open for it. */
  engine: Engine | null = null;
  readonly orders = new StandingOrders();
  /** As it is stored, as far as known; null before there is a record. */
  private kept: RunRecord | null = null;
  private keeping: RunKeeping | null = null;
  /** True once a session stood: what fails from then on interrupts the run. */
  private trained = false;
  private losses = 0;
  private lastWord: TrainerEvent | null = null;
  private readonly emit: Emit;

  constructor(
    private readonly command: StartCommand | ContinueCommand,
    private readonly ports: SupervisorPorts,
  ) {
    this.emit = (event) => {
      this.notice(event);
      ports.emit(event);
    };
  }

  get runId(): string {
    return this.command.runId;
  }

  /** The engine of its settings; null while they are not known. */
  get engineChoice(): EngineChoice | null {
    const settings = this.command.type === 'start' ? this.command.settings : this.kept?.settings;
    return settings?.engine ?? null;
  }

  /**
   * Trains to the end; never rejects.
   * @returns what is to be told as soon as the way is free for another run.
   */
  async supervise(): Promise<TrainerEvent | null> {
    let session = await this.begin();
    while (session) {
      this.trained = true;
      this.orders.to(session);
      const end = await session.train();
      this.orders.to(null);
      session = end.kind === 'lost' ? await this.recover(end.error) : null;
    }
    return this.lastWord;
  }

  private async begin(): Promise<TrainingSession | null> {
    const { command, ports } = this;
    try {
      return await ports.inTurn(async () => {
        const storage = await ports.openStorage();
        const ready =
          command.type === 'start'
            ? await startRun(command, storage, ports.host.now(), this.emit)
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
    this.kept = run;
    this.keeping = storage;
    if (command.incident) await this.count(command.incident.message);
    return continueRun(this.kept, command, null, storage, storage, this.emit);
  }

  private open(ready: ReadyRun, storage: StudioStorage): Promise<TrainingSession> {
    this.kept ??= ready.run;
    this.keeping = ready.keeping;
    return openSession(ready, storage, this.ports.host, this.emit, (engine) => {
      this.engine = engine;
    });
  }

  /** Opens the engine afresh, until it trains again or was lost too often. */
  private async recover(loss: StudioError): Promise<TrainingSession | null> {
    const { host, inTurn } = this.ports;
    const engine = this.engine?.report.engine ?? null;
    for (let error = loss; ;) {
      // At once: whatever waits for the lost engine is to end.
      host.closeEngine();
      this.engine = null;
      this.losses += 1;
      try {
        await this.count(error.message);
        if (this.losses >= LOSSES) {
          const stopped = { state: 'stopped', failure: null, failureCode: null } as const;
          return await (this.orders.stopping ? this.end(stopped) : this.fail(halted(error)));
        }
        this.notify('The engine was lost; opening it again');
        await host.rest(this.losses * REST_MS);
        return await inTurn(async () => {
          const storage = await this.ports.openStorage();
          const wishes = { learningRates: this.orders.learningRates, epochs: null };
          const { kept, keeping } = this;
          if (!kept || !keeping) throw runMissing();
          const ready = await continueRun(kept, wishes, engine, keeping, storage, this.emit);
          return this.open(ready, storage);
        });
      } catch (failure) {
        error = engineFailure(failure);
        if (!OF_THE_ENGINE.has(error.code)) return this.fail(error);
      }
    }
  }

  /** Notes in the record what the run outlived. */
  private async count(lastIncident: string): Promise<void> {
    const { kept, keeping } = this;
    if (!kept || !keeping) return;
    const change = { incidents: kept.incidents + 1, lastIncident };
    // On a full disk the run goes on all the same.
    const stored = await keeping.updateRun(kept.id, change).catch(() => ({ ...kept, ...change }));
    if (!stored) throw runMissing();
    this.kept = stored;
  }

  private notify(detail: string): void {
    if (this.kept) this.emit({ type: 'run', run: { ...this.kept, state: 'preparing' }, detail });
  }

  /**
   * A run that never trained has failed. One that went on, or was to go on, has lost nothing: it is
   * interrupted, or stays what it was.
   */
  private async fail(error: StudioError): Promise<null> {
    const { kept, command } = this;
    const fresh = command.type === 'start' && !this.trained;
    if (kept) {
      const { state, failure, failureCode } = kept;
      const live = isLive(state);
      await this.end(live ? endOf(fresh, error) : { state, failure, failureCode });
    }
    const runId = kept || command.type === 'continue' ? command.runId : null;
    this.lastWord = { type: 'failed', runId, error: error.toData() };
    return null;
  }

  /** Keeps and tells how the run ends where no session does. */
  private async end(change: Partial<RunRecord>): Promise<null> {
    const { kept, keeping } = this;
    if (!kept || !keeping) return null;
    const whole = { ...change, updatedAt: this.ports.host.now() };
    const stored = await keeping.updateRun(kept.id, whole).catch(() => undefined);
    this.emit({ type: 'run', run: { ...kept, ...whole, ...stored }, detail: '' });
    return null;
  }

  /** Follows the run through what is told of it. */
  private notice(event: TrainerEvent): void {
    if (event.type === 'checkpointSaved') this.losses = 0;
    if (event.type === 'run' && this.trained) this.kept = event.run;
  }
}

/** Failures that another opening of the engine may mend. */
const OF_THE_ENGINE: ReadonlySet<string> = new Set([
  'device-lost',
  'engine-failed',
  'engine-unavailable',
]);

const endOf = (fresh: boolean, error: StudioError): Partial<RunRecord> =>
  fresh
    ? { state: 'failed', failure: error.message, failureCode: error.code }
    : {
        state: 'interrupted',
        failure: [error.message, error.hint].filter(Boolean).join(' '),
        failureCode: error.code,
      };

const halted = (error: StudioError): StudioError =>
  new StudioError(
    'device-lost',
    `${error.message} That was the third time in a row, so the run waits where it was saved.`,
    'Close other pages and programs that use the graphics card, or restart the browser; then go on with the run.',
  );
