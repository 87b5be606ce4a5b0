import { count, percent } from '../../format';

/** Losses and scores over the steps. */
export const charts = {
  losses: { title: 'Losses', a: 'Discriminator', b: 'Generator' },
  scores: { title: 'Scores', a: 'Real', b: 'Generated' },
  later: 'The curves begin with the first steps.',
  smoothing: 'Smoothing',
  strength: (share: number) => percent(share),
  logScale: 'Losses on a log scale',
  /** The mark at the beginning of the axis. */
  atStep: (step: number) => `step ${count(step)}`,
  atEpoch: (epoch: number) => `epoch ${count(epoch)}`,
};
