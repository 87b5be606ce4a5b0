import type { ButtonExportId, ExportId, FormatId, NetChoice } from '../../../contract/exports';
import { countOf } from '../count-of';

/** Of what the file is: the run's name, or the title of the pictures, good as a file name. */
interface Named {
  readonly name: string;
  /** Of the generator; 0 for others. */
  readonly epoch: number;
  /** Where the file holds one net. */
  readonly choice: NetChoice | null;
}

/** "discs, averaged generator at epoch 5" */
function ofNet({ name, epoch, choice }: Named): string {
  const net = choice?.net ?? 'generator';
  const which = net === 'generator' && choice?.weights === 'averaged' ? 'averaged ' : '';
  return `${name}, ${which}${net} at epoch ${epoch}`;
}

type ExportWords = {
  readonly [Id in ExportId]: {
    /** While it is made; so many pictures, or the number of one. */
    readonly working: (pictures: number) => string;
    readonly file: (named: Named) => string;
  };
} & {
  readonly [Id in ButtonExportId]: {
    /** Under the open run, and in the menu of its card. */
    readonly button: string;
    readonly menu: string;
  };
} & {
  readonly [Id in FormatId]: {
    /** Name of the tool or format, and what is in the file. */
    readonly format: string;
    readonly about: string;
  };
};

/** Files to take away, by their rows in the registry. */
export const exports: ExportWords = {
  generator: {
    button: 'Download generator',
    menu: 'Download its newest generator',
    format: 'TensorFlow.js',
    about: 'ZIP: the generator with all its weights',
    working: () => 'Packing the generator',
    file: ({ name, epoch }) => `${name}, generator at epoch ${epoch}.zip`,
  },
  weights: {
    button: 'Download weights',
    menu: 'Download its newest weights',
    working: () => 'Packing the weights',
    file: ({ name, epoch }) => `${name}, weights at epoch ${epoch}.safetensors`,
  },
  pytorch: {
    format: 'PyTorch',
    about: 'ZIP: every network kept at this epoch, with all weights',
    working: () => 'Packing the networks for PyTorch',
    file: ({ name, epoch }) => `${name}, PyTorch at epoch ${epoch}.zip`,
  },
  onnx: {
    format: 'ONNX',
    about: 'The chosen network, for ONNX Runtime and others',
    working: () => 'Packing the network for ONNX',
    file: (named) => `${ofNet(named)}.onnx`,
  },
  kerasH5: {
    format: 'Keras (.h5)',
    about: 'The chosen network, for every Keras from 2.2 on',
    working: () => 'Packing the network for Keras',
    file: (named) => `${ofNet(named)}.h5`,
  },
  keras: {
    format: 'Keras (.keras)',
    about: 'The chosen network, for Keras 3',
    working: () => 'Packing the network for Keras 3',
    file: (named) => `${ofNet(named)}.keras`,
  },
  artwork: {
    format: 'One-file artwork',
    about: 'A page that paints by itself, offline',
    working: () => 'Making the artwork',
    file: ({ name, epoch }) => `${name}, artwork at epoch ${epoch}.html`,
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
  page: {
    button: 'Share a page of this run',
    menu: 'Share a page of it',
    working: () => 'Making the page',
    file: ({ name }) => `${name}.html`,
  },
  server: {
    button: 'Continue on a GPU server',
    menu: 'Continue it on a GPU server',
    working: (pictures) => `Packing the run with ${countOf(pictures, 'picture')}`,
    file: ({ name }) => `${name}, for a GPU server.zip`,
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
