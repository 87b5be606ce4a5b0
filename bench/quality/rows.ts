import type { Settings } from '../../src/contract/hyperparameters';

/** One recipe that the bench trains: changes of a preset's own settings. */
export interface Row {
  readonly label: string;
  readonly settings: Partial<Settings> & Pick<Settings, 'preset'>;
}

/** Atelier as it was before it was chosen by this bench: a plain DCGAN. */
const PLAIN = { preset: 'atelier', augmentation: 'none', averageGenerator: false } as const;
/** D and G learn from pairs, D without norms and with a penalty on its slope. */
const PAIRS = {
  ...PLAIN,
  loss: 'relativistic',
  discriminatorNorm: 'none',
  beta1: 0,
  beta2: 0.99,
} as const;
const AVERAGED = { averageGenerator: true, averageHalfLife: 10_000 } as const;
const PENALTY = { penalty: 0.05, penaltyEvery: 4, rateDecay: 1, decayCurve: 'cosine' } as const;
const AUGMENTED = { augmentation: 'fixed', colourStrength: 0.3 } as const;

/** What is trained on small sets, by the numbers that the flag `--rows` takes. */
export const ROWS: Readonly<Record<string, Row>> = {
  '0': { label: 'a plain DCGAN', settings: PLAIN },
  1: {
    label: '0, augmented, colour at .3 of its strength',
    settings: { ...PLAIN, ...AUGMENTED },
  },
  '1e': { label: '1, averaged: Atelier as it is', settings: { preset: 'atelier' } },
  3: {
    label: 'pairs without a penalty, augmented: a control',
    settings: { ...PAIRS, ...AUGMENTED },
  },
  5: {
    label: 'pairs, penalty .05 every 4 steps, augmented, rates fall along a cosine',
    settings: { ...PAIRS, ...AUGMENTED, ...PENALTY },
  },
  '5e': {
    label: '5, averaged',
    settings: { ...PAIRS, ...AUGMENTED, ...PENALTY, ...AVERAGED },
  },
  artgan: { label: 'ARTGAN as it is', settings: { preset: 'artgan' } },
  keragan: { label: 'keragan as it is', settings: { preset: 'keragan' } },
};
