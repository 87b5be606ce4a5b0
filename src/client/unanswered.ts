import type { Command } from '../contract/commands';
import type { StudioErrorData } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { EngineChoice } from '../contract/hyperparameters';

/** Questions the worker has not answered yet; a lost worker's are answered in its place. */
export class Unanswered {
  private readonly requests = new Set<number>();
  private readonly probes = new Set<EngineChoice>();

  sent(command: Command): void {
    if (command.type === 'generate') this.requests.add(command.requestId);
    if (command.type === 'probe') this.probes.add(command.choice);
  }

  hear(event: TrainerEvent): void {
    if (event.type === 'generated' || event.type === 'generateFailed') {
      this.requests.delete(event.requestId);
    }
    if (event.type === 'engine' || event.type === 'engineFailed') this.probes.delete(event.choice);
  }

  /** The answers where the worker was lost. */
  lost(error: StudioErrorData): TrainerEvent[] {
    const answers: TrainerEvent[] = [
      ...[...this.requests].map(
        (requestId) => ({ type: 'generateFailed', requestId, error }) as const,
      ),
      ...[...this.probes].map((choice) => ({ type: 'engineFailed', choice, error }) as const),
    ];
    this.requests.clear();
    this.probes.clear();
    return answers;
  }
}
