import { epochsAfter, stepsFor } from '../contract/epochs';
import type { Batches } from './batches';
import type { Batch, StepMetrics, TrainingModel } from './model';

/** Steps that were submitted together. */
export interface StepInFlight {
  readonly steps: number;
  readonly pictures: number;
  readonly metrics: Promise<readonly StepMetrics[]>;
}

/** Steps under way: submitted, and not yet read back. */
export class StepsInFlight {
  private readonly flying: StepInFlight[] = [];

  constructor(
    private readonly model: TrainingModel,
    private readonly batches: Batches,
  ) {}

  /** Submits under way. */
  get count(): number {
    return this.flying.length;
  }

  get oldest(): StepInFlight | undefined {
    return this.flying[0];
  }

  /** Steps of the largest submit under way; 1 where there is none. */
  get together(): number {
    return Math.max(1, ...this.flying.map(({ steps }) => steps));
  }

  /** The oldest was taken in. */
  landed(): void {
    this.flying.shift();
  }

  /**
   * Submits steps from `first` on.
   * @returns how many: as the model likes, and never beyond an epoch, whose end has its grid and its
   *   place among the checkpoints, nor beyond what one order of pictures is for.
   */
  async submit(first: number): Promise<number> {
    const { passes, orderSteps } = this.batches;
    const ofEpoch = stepsFor(epochsAfter(first, passes) + 1, passes) - first;
    const left = Math.min(ofEpoch, orderSteps - (first % orderSteps));
    const steps = Math.max(1, Math.min(left, this.model.stepsAtOnce()));
    const batches: Batch[] = [];
    while (batches.length < steps) batches.push(await this.batches.at(first + batches.length));
    const metrics = this.model.trainSteps(batches, first);
    // A failure is met when its turn comes; until then it must not count as unhandled.
    metrics.catch(() => undefined);
    const pictures = batches.reduce((sum, { count }) => sum + count, 0);
    this.flying.push({ steps, pictures, metrics });
    return steps;
  }
}
