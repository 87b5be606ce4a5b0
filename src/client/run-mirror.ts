import type { Command } from '../contract/commands';
import type { StudioErrorData } from '../contract/errors';
import { runOf, type TrainerEvent } from '../contract/events';
import { advance, heard, isLive, statusOf, wishes, type RunStatus } from '../contract/run-state';

type Continue = Extract<Command, { type: 'continue' }>;

/**
 * The run that the training worker holds, as far as it was asked and heard of: enough for another
 * worker to take it over.
 */
export class RunMirror {
  private id: string | null = null;
  private epochs: number | null = null;
  /** Where it was to go on from, until it was taken back to there. */
  private from: Continue['from'] = 'newest';
  private status: RunStatus = statusOf('stopped');

  /** The run that is held; null for none. */
  get runId(): string | null {
    return isLive(this.status.state) ? this.id : null;
  }

  /** Whether another worker could go on with it. */
  get stored(): boolean {
    return this.runId !== null && this.status.recorded;
  }

  /** No step is done yet: an engine is opened, networks are built, programs are compiled. */
  get preparing(): boolean {
    return !this.status.stepped;
  }

  sent(command: Command): void {
    switch (command.type) {
      case 'start':
        return this.begin(command.run.id, null, 'newest', { type: 'begin', before: null });
      case 'continue': {
        const { runId, epochs, from, learningRates } = command;
        const before = 'interrupted';
        return this.begin(runId, epochs, from, { type: 'begin', before, learningRates });
      }
      case 'pause':
      case 'resume':
      case 'stop':
      case 'setLearningRates':
        this.status = advance(this.status, command);
        return;
      case 'probe':
      case 'timeSteps':
      case 'endTiming':
      case 'save':
      case 'ping':
      case 'sample':
      case 'measure':
      case 'openPainter':
      case 'paint':
      case 'closePainter':
        return;
      default:
        return command satisfies never;
    }
  }

  hear(event: TrainerEvent): void {
    if (event.type === 'keptChanged' && event.runId === this.id) this.from = 'newest';
    const happened = heard(event);
    if (happened && runOf(event) === this.id) this.status = advance(this.status, happened);
  }

  /** Another worker is to be asked, in this order; null where the run comes to its end with this
   *  one: nothing of it is stored, or too many were lost in a row. */
  takeOver(error: StudioErrorData): Command[] | null {
    const { id, epochs, from } = this;
    this.status = advance(this.status, { type: 'lost' });
    if (id === null || !isLive(this.status.state)) return null;
    const { learningRates, losses } = this.status;
    return [
      { type: 'continue', runId: id, from, learningRates, epochs, incident: { error, losses } },
      ...wishes(this.status),
    ];
  }

  /** The worker refuses a second run. */
  private begin(
    id: string,
    epochs: number | null,
    from: Continue['from'],
    event: Parameters<typeof advance>[1],
  ): void {
    if (isLive(this.status.state)) return;
    this.id = id;
    this.from = from;
    this.epochs = epochs;
    this.status = advance(this.status, event);
  }
}
