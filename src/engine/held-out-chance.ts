import { epochsAfter, stepsFor, type Passes } from '../contract/epochs';
import type { MeanLogits, Pictures, RealPictures } from '../contract/measuring';
import { Stream, normal } from '../contract/random';
import { CHANCE_COUNTERS, LOOK_STEPS, chanceAfterLook } from '../nets/augmentation-chance';
import type { LossGuard } from './loss-guard';
import { meanLogit } from './mean-logit';
import type { SessionPlan, SessionPorts } from './session-plan';

/**
 * The chance of augmentation, where it goes by pictures that are kept back [TRN20]. D looks at them at ends
 * of epochs, at the first behind each LOOK_STEPS steps: when it does follows from the step alone, and the
 * chance is in the model's state, so that a run goes on from a checkpoint to the bit.
 */
export class HeldOutChance {
  private chance: number;
  /** Spans of LOOK_STEPS steps that are over and were looked at. */
  private spans: number;
  private real: RealPictures | null = null;

  /** @param read some of each kind, as they were prepared. */
  constructor(
    private readonly read: () => Promise<RealPictures>,
    private readonly plan: SessionPlan,
    private readonly passes: Passes,
    private readonly guard: LossGuard,
    private readonly ports: SessionPorts,
  ) {
    const { from } = plan;
    this.chance = from?.state.counters[CHANCE_COUNTERS.chance] ?? 0;
    this.spans = spansOf(stepsFor(epochsAfter(from?.step ?? 0, passes), passes));
  }

  /** At the end of an epoch. @param step how many are done; none is under way. */
  async follow(step: number): Promise<void> {
    const over = spansOf(step) - this.spans;
    if (over === 0) return;
    this.spans += over;
    const logits = await this.look();
    if (!logits) return;
    const pictures = over * LOOK_STEPS * this.passes.batchSize;
    this.chance = chanceAfterLook(this.chance, pictures, logits);
    this.plan.model.setAugmentationChance(this.chance);
  }

  /** Null where nobody wants it any more. */
  private async look(): Promise<MeanLogits | null> {
    this.real ??= await this.read();
    const { training, heldOut } = this.real;
    const { model, run } = this.plan;
    const { painter } = model;
    const { seed } = run.settings;
    const { count } = training;
    const latents = normal(seed, Stream.MeasureLatent, 0, count * painter.latentSize);
    const painted = await this.guard.wait(painter.paint(latents, this.ports.yieldToMessages));
    if (painted.kind === 'cancelled') return null;
    const mean = (of: Pictures): Promise<number> => meanLogit(of, model, this.guard, this.ports);
    return {
      training: await mean(training),
      heldOut: await mean(heldOut),
      generated: await mean({ shape: painter.shape, count, pixels: painted.pixels }),
    };
  }
}

const spansOf = (steps: number): number => Math.floor(steps / LOOK_STEPS);
