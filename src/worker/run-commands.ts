import type { Command } from '../contract/commands';
import type { LearningRates } from '../contract/records';
import type { TrainingSession } from '../engine/session';

/** What the person wants of a run, before and while it trains. */
export type Order = Extract<
  Command,
  { type: 'pause' | 'resume' | 'stop' | 'sample' | 'setLearningRates' }
>;

/**
 * Passes orders to the session of a run. What was ordered stands: it is given to the next session
 * where one engine follows another, and kept while no session stands.
 */
export class StandingOrders {
  private session: TrainingSession | null = null;
  private wish: 'run' | 'pause' | 'stop' = 'run';
  private sample = false;
  private rates: LearningRates | null = null;

  /** The rates asked for last; null where the run's own hold. */
  get learningRates(): LearningRates | null {
    return this.rates;
  }

  /** Whether the run was stopped. */
  get stopping(): boolean {
    return this.wish === 'stop';
  }

  take(order: Order): void {
    switch (order.type) {
      case 'pause':
        if (this.wish === 'run') this.wish = 'pause';
        return this.session?.pause();
      case 'resume':
        if (this.wish === 'pause') this.wish = 'run';
        return this.session?.resume();
      case 'stop':
        this.wish = 'stop';
        return this.session?.stop();
      case 'sample':
        this.sample = this.session === null;
        return this.session?.sample();
      case 'setLearningRates': {
        const { generator, discriminator } = order;
        this.rates = { generator, discriminator };
        return this.session?.setLearningRates(generator, discriminator);
      }
      default:
        return order satisfies never;
    }
  }

  /** A checkpoint at once, where there is something to save. */
  save(): void {
    this.session?.save();
  }

  /** From here on to this session; null where the last one has ended. */
  to(session: TrainingSession | null): void {
    this.session = session;
    if (!session) return;
    if (this.rates) session.setLearningRates(this.rates.generator, this.rates.discriminator);
    if (this.wish === 'pause') session.pause();
    if (this.wish === 'stop') session.stop();
    if (this.sample) session.sample();
    this.sample = false;
  }
}
