import type { Command } from '../contract/commands';
import type { StudioErrorData } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { LearningRates, RunRecord } from '../contract/records';
import { LOSSES, isLive } from '../contract/run-state';

/**
 * The run that the training worker holds, as far as it was asked and told: enough for another
 * worker to take it over.
 */
export class RunMirror {
  /** Sent with `start`; its record may not exist yet. */
  private starting: string | null = null;
  /** Known to have a record: another worker can go on with it. */
  private id: string | null = null;
  private notified: RunRecord | null = null;
  private stepped = false;
  private wish: 'run' | 'pause' | 'stop' = 'run';
  private learningRates: LearningRates | null = null;
  private epochs: number | null = null;
  private losses = 0;

  /** The run with a record; null where there is none, or none yet. */
  get runId(): string | null {
    return this.id;
  }

  /** As the worker told of it last; null before. */
  get run(): RunRecord | null {
    return this.notified;
  }

  /** No step is done yet: an engine is opened, networks are built, programs are compiled. */
  get preparing(): boolean {
    return !this.stepped;
  }

  sent(command: Command): void {
    const free = this.starting === null && this.id === null;
    switch (command.type) {
      case 'start':
        // The worker refuses a second run.
        if (!free) return;
        this.clear();
        this.starting = command.runId;
        return;
      case 'continue':
        if (!free) return;
        this.clear();
        this.id = command.runId;
        this.learningRates = command.learningRates;
        this.epochs = command.epochs;
        return;
      case 'pause':
        if (this.wish === 'run') this.wish = 'pause';
        return;
      case 'resume':
        if (this.wish === 'pause') this.wish = 'run';
        return;
      case 'stop':
        this.wish = 'stop';
        return;
      case 'setLearningRates': {
        const { generator, discriminator } = command;
        this.learningRates = { generator, discriminator };
        return;
      }
      case 'probe':
      case 'save':
      case 'ping':
      case 'sample':
      case 'generate':
        return;
      default:
        return command satisfies never;
    }
  }

  hear(event: TrainerEvent): void {
    if (event.type === 'run') this.hearOf(event.run);
    else if (event.type === 'metrics') this.stepped = true;
    else if (event.type === 'checkpointSaved') this.hearOfCheckpoint();
    else if (event.type === 'failed') this.hearFailure(event.runId);
  }

  /** Another worker is to be asked, in this order; null where it was lost too often in a row. */
  takeOver(incident: StudioErrorData): Command[] | null {
    this.losses += 1;
    if (this.id === null || this.losses >= LOSSES) return null;
    const { id, learningRates, epochs, wish } = this;
    const commands: Command[] = [{ type: 'continue', runId: id, learningRates, epochs, incident }];
    if (wish !== 'run') commands.push({ type: wish });
    return commands;
  }

  /** The worker holds no run any more. */
  clear(): void {
    this.starting = null;
    this.id = null;
    this.notified = null;
    this.stepped = false;
    this.wish = 'run';
    this.learningRates = null;
    this.epochs = null;
    this.losses = 0;
  }

  private hearOf(run: RunRecord): void {
    if (this.id !== null && run.id !== this.id) return;
    if (!isLive(run.state)) return this.clear();
    this.id = run.id;
    this.starting = null;
    this.notified = run;
    if (run.state === 'preparing') this.stepped = false;
  }

  private hearOfCheckpoint(): void {
    this.losses = 0;
    this.stepped = true;
  }

  private hearFailure(runId: string | null): void {
    const own = runId === null ? this.id === null : runId === (this.id ?? this.starting);
    if (own) this.clear();
  }
}
