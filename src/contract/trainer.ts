import type { Command } from './commands';
import type { TrainerEvent } from './events';

/** The one door between page and training: local in tests, over a Worker in the page. */
export interface Trainer {
  send(command: Command): void;
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: TrainerEvent) => void): () => void;
  dispose(): void;
}
