import type { Command } from '../../contract/commands';
import type { TrainerEvent } from '../../contract/events';
import type { Trainer } from '../../contract/trainer';

/** Remembers commands and says what a test tells it to. */
export class FakeTrainer implements Trainer {
  readonly sent: Command[] = [];
  private readonly listeners = new Set<(event: TrainerEvent) => void>();

  send(command: Command): void {
    this.sent.push(command);
  }

  subscribe(listener: (event: TrainerEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.listeners.clear();
  }

  say(event: TrainerEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Commands of one type, in order. */
  all<T extends Command['type']>(type: T): Extract<Command, { type: T }>[] {
    return this.sent.filter(
      (command): command is Extract<Command, { type: T }> => command.type === type,
    );
  }
}
