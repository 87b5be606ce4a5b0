import type { Command } from '../contract/commands';
import type { LearningRates } from '../contract/records';
import {
  advance,
  statusOf,
  type RunStatus,
  type StatusEvent,
  type Wish,
} from '../contract/run-state';

/** What can be asked of a run that trains. */
export type RunCommand = Extract<
  Command,
  { type: 'pause' | 'resume' | 'stop' | 'sample' | 'measure' | 'save' | 'setLearningRates' }
>;

/** What is done once, between two steps: a grid, a measure, a checkpoint, other learning rates to keep. */
type Once = 'sample' | 'measure' | 'save' | 'rates';

type Begin = Extract<StatusEvent, { type: 'begin' }>;

/**
 * What is asked of a run, until it is done. It outlives a training session: what was asked stands
 * while one engine follows another.
 */
export class RunCommands {
  private current: RunStatus;
  private readonly due = new Set<Once>();
  private wake: (() => void) | null = null;

  constructor(begin: Begin = { type: 'begin', before: null }) {
    this.current = advance(statusOf('stopped'), begin);
  }

  get status(): RunStatus {
    return this.current;
  }

  get wish(): Wish {
    return this.current.wish;
  }

  /** Those asked for last; null where the run's own hold. */
  get learningRates(): LearningRates | null {
    return this.current.learningRates;
  }

  take(command: RunCommand): void {
    switch (command.type) {
      case 'sample':
      case 'measure':
      case 'save':
        this.due.add(command.type);
        break;
      case 'setLearningRates':
        this.due.add('rates');
        this.advance(command);
        break;
      case 'pause':
      case 'resume':
      case 'stop':
        this.advance(command);
    }
    this.wake?.();
  }

  /** Something happened to the run. @returns its status now. */
  advance(event: StatusEvent): RunStatus {
    return (this.current = advance(this.current, event));
  }

  isDue(what: Once): boolean {
    return this.due.has(what);
  }

  /** Whether it was due; it counts as done then. */
  done(what: Once): boolean {
    return this.due.delete(what);
  }

  /** Resolves at the next command. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = null;
  }
}
