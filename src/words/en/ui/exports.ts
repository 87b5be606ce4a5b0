import type { ExportId, RunExportId } from '../../../contract/exports';
import { countOf } from '../count-of';

/** Of what the file is: the run's name, or the title of the pictures, good as a file name. */
interface Named {
  readonly name: string;
  /** Of the generator; 0 for others. */
  readonly epoch: number;
}

type ExportWords = {
  readonly [Id in ExportId]: {
    /** While it is made; so many pictures, or the number of one. */
    readonly working: (pictures: number) => string;
    readonly file: (named: Named) => string;
  };
} & {
  readonly [Id in RunExportId]: {
    /** Under the open run, and in the menu of its card. */
    readonly button: string;
    readonly menu: string;
  };
};

/** Files to take away, by their rows in the registry. */
export const exports: ExportWords = {
  generator: {
    button: 'Download generator',
    menu: 'Download its newest generator',
    working: () => 'Packing the generator',
    file: ({ name, epoch }) => `${name}, generator at epoch ${epoch}.zip`,
  },
  weights: {
    button: 'Download weights',
    menu: 'Download its newest weights',
    working: () => 'Packing the weights',
    file: ({ name, epoch }) => `${name}, weights at epoch ${epoch}.safetensors`,
  },
  samples: {
    button: 'Download all samples',
    menu: 'Download its samples',
    working: () => 'Packing the samples',
    file: ({ name }) => `${name}, samples.zip`,
  },
  curves: {
    button: 'Download curves',
    menu: 'Download its curves',
    working: () => 'Writing the curves',
    file: ({ name }) => `${name}, curves.csv`,
  },
  picture: {
    working: (picture) => `Packing picture ${picture}`,
    file: ({ name }) => `${name}.png`,
  },
  pictures: {
    working: (pictures) => `Packing ${countOf(pictures, 'picture')}`,
    file: ({ name }) => `${name}.zip`,
  },
};
