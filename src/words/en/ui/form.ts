import { bytes } from '../../format';
import { countOf } from '../count-of';

/** The form of settings, and the tables of the two networks beside it. */
export const form = {
  all: 'All settings',
  copyLink: 'Copy settings link',
  source: (source: string) => `Source: ${source}`,
  on: 'on',
  off: 'off',

  nets: {
    later: (problem: string) => `The networks are shown once the settings fit. ${problem}`,
    /** "About <412 MB> of <memory> while training." */
    memory: { about: 'About', of: 'of', memory: 'memory', whileTraining: 'while training.' },
    bytes: (total: number) => bytes(total),
    slices: (pictures: number) =>
      `The graphics card has no room for a whole batch at once, so a step goes through it ${countOf(pictures, 'picture')} at a time and adds up what it learns. The step is the same, except that batch normalisation looks at ${countOf(pictures, 'picture')} at a time.`,
    generator: 'Generator',
    discriminator: 'Discriminator',
    summary: (net: string, parameters: number, layers: number) =>
      `${net}: ${countOf(parameters, 'parameter')} in ${countOf(layers, 'layer')}`,
    layerByLayer: ', layer by layer',
    layer: 'Layer',
    output: 'Output',
    parameters: 'Parameters',
  },
};
