import type { Settings } from '../../src/contract/hyperparameters';

/** One recipe that the bench trains: changes of a preset's own settings. */
export interface Row {
  readonly label: string;
  readonly settings: Partial<Settings> & Pick<Settings, 'preset'>;
}

/** What is trained on small sets, by the numbers that the flag `--rows` takes. */
export const ROWS: Readonly<Record<string, Row>> = {
  '0': { label: 'Atelier as it is', settings: { preset: 'atelier' } },
  1: {
    label: '0, augmented, colour at .3 of its strength',
    settings: { preset: 'atelier', augmentation: 'fixed', colourStrength: 0.3 },
  },
  3: {
    label: 'relativistic, D without norm, no penalty: a control',
    settings: {
      preset: 'atelier',
      loss: 'relativistic',
      discriminatorNorm: 'none',
      beta1: 0,
      beta2: 0.99,
    },
  },
  artgan: { label: 'ARTGAN as it is', settings: { preset: 'artgan' } },
  keragan: { label: 'keragan as it is', settings: { preset: 'keragan' } },
};
