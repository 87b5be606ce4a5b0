import type { Command } from '../contract/commands';
import type { StudioErrorData } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { EngineChoice } from '../contract/hyperparameters';

/** Questions the worker has not answered yet; a lost worker's are answered in its place. */
export class Unanswered {
  private readonly requests = new Set<number>();
  private painter: { readonly runId: string; readonly epoch: number } | null = null;
  private timing: number | null = null;
  private readonly probes = new Set<EngineChoice>();

  sent(command: Command): void {
    if (command.type === 'paint') this.requests.add(command.requestId);
    if (command.type === 'openPainter') this.painter = command;
    if (command.type === 'timeSteps') this.timing = command.requestId;
    if (command.type === 'probe') this.probes.add(command.choice);
  }

  hear(event: TrainerEvent): void {
    if (
      event.type === 'painted' ||
      event.type === 'paintCancelled' ||
      event.type === 'paintFailed'
    ) {
      this.requests.delete(event.requestId);
    }
    if (event.type === 'painterOpened' || event.type === 'painterFailed') this.painter = null;
    if (
      event.type === 'stepsTimed' ||
      event.type === 'timingEnded' ||
      event.type === 'timingFailed'
    ) {
      if (event.requestId === this.timing) this.timing = null;
    }
    if (event.type === 'engine' || event.type === 'engineFailed') this.probes.delete(event.choice);
  }

  /** The answers where the worker was lost. */
  lost(error: StudioErrorData): TrainerEvent[] {
    const answers: TrainerEvent[] = [
      ...[...this.requests].map(
        (requestId) => ({ type: 'paintFailed', requestId, error }) as const,
      ),
      ...[...this.probes].map((choice) => ({ type: 'engineFailed', choice, error }) as const),
    ];
    if (this.painter) {
      const { runId, epoch } = this.painter;
      answers.unshift({ type: 'painterFailed', runId, epoch, error });
    }
    const { timing: requestId } = this;
    if (requestId !== null) answers.push({ type: 'timingFailed', requestId, error });
    this.timing = null;
    this.painter = null;
    this.requests.clear();
    this.probes.clear();
    return answers;
  }
}
