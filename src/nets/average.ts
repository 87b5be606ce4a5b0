import type { AverageOf, StepProgram } from '../contract/step-program';

/** The average that a program makes of the generator's weights; null for none. */
export const averageOf = (program: StepProgram): AverageOf | null =>
  program.find((one) => one.do === 'average') ?? null;

/** Of the pictures seen so far, the part that the half-life is at most. */
const RAMP_UP = 0.05;

/** The half-life in steps of `batch` pictures, before the ramp-up. */
export const halfLifeInSteps = ({ halfLife, batch }: AverageOf): number => halfLife / batch;

/**
 * What the average takes of the weights after an update: average += share * (weights - average),
 *   share = 1 - beta,  beta = 0.5^(batch / h),  h = min(halfLife, 0.05 * seen),
 * the exponential moving average of Karras et al. ("Progressive Growing of GANs", 2018, appendix A),
 * with the half-life in pictures and the ramp-up of StyleGAN2-ADA (Karras et al., "Training Generative
 * Adversarial Networks with Limited Data", 2020, `ema_kimg` and `ema_rampup` of its code).
 *
 * `seen` = step * batch: the pictures of the steps before this one, each counted as a whole batch, an
 * epoch's smaller last one too. It follows from the step alone, so that a run which goes on from a
 * checkpoint averages as if it had not stopped.
 * @param step the one whose update it follows, from 0; the first makes the average the weights
 *   themselves.
 * @returns 0..1.
 */
export function averageShare(average: AverageOf, step: number): number {
  const steps = Math.min(halfLifeInSteps(average), RAMP_UP * step);
  return -Math.expm1(-Math.LN2 / steps);
}

/** Latents that the statistics of an average are made of are enough with either. */
const MOST_PASSES = 16;
const MOST_LATENTS = 1024;

/**
 * How many passes make the running statistics of an averaged generator. Those of the trained weights
 * would not do: they belong to other activations, and pictures would have other colours. Instead, they
 * are the mean over passes in training mode of latents of their own, as `update_bn` of stochastic weight
 * averaging makes them (Izmailov et al., "Averaging Weights Leads to Wider Optima", 2018, section 3.2).
 * @param images of a pass.
 */
export const statisticsPasses = (images: number): number =>
  Math.min(MOST_PASSES, Math.ceil(MOST_LATENTS / images));
