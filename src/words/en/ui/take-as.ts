import type { NetId } from '../../../contract/exports';
import type { GeneratorGroup } from '../../../contract/records';

/** The menu of formats that other tools open. */
export const takeAs = {
  button: 'Download as',
  network: 'Network',
  networks: {
    generator: 'Generator',
    discriminator: 'Discriminator',
  } satisfies Record<NetId, string>,
  weights: 'Weights',
  choices: {
    averaged: 'Averaged',
    weights: 'Trained',
  } satisfies Record<GeneratorGroup, string>,
  file: 'File',
};
