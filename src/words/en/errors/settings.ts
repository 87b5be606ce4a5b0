import { sizeText } from '../size-text';
import type { LayerPlace, LayerValue, SettingsErrors } from '../../../contract/errors/settings';
import { count } from '../../format';
import type { ErrorText, ErrorTexts } from '../../errors';
import { countOf } from '../count-of';

const VALUES: Readonly<Record<LayerValue, string>> = {
  units: 'number of units',
  shape: 'shape',
  filters: 'number of filters',
  kernel: 'kernel size',
  stride: 'stride',
  momentum: 'momentum',
  rate: 'rate',
};

const CHOOSE = 'Choose another image size or width, or a preset.';
const NOT_COMPILED = 'Choose the engine WebGPU by TensorFlow.js.';

const shape = (edges: readonly number[]): string => `[${edges.join(', ')}]`;
const elements = (edges: readonly number[]): number =>
  edges.reduce((product, edge) => product * edge, 1);

const inLayer = ({ layer, layerKind }: LayerPlace, what: string): ErrorText => ({
  message: `Layer ${layer} (${layerKind}): ${what}`,
  hint: CHOOSE,
});

export const settings: ErrorTexts<SettingsErrors> = {
  'setting-wrong': ({ issue }, tell) => ({
    message: tell.issue(issue),
    hint: 'Change it in the settings.',
  }),
  'epochs-wrong': ({ issue }, tell) => ({
    message: tell.issue(issue),
    hint: 'Choose another number.',
  }),
  'epochs-behind': ({ done, asked }) => ({
    message: `The run has trained ${countOf(done, 'epoch')} already; ${count(asked)} in all were asked for.`,
    hint: `Choose more than ${count(done)}.`,
  }),
  'batch-above-set': ({ batchSize, pictures }) => ({
    message: `A batch is ${countOf(batchSize, 'picture')}, and the set has ${count(pictures)}.`,
    hint: `Choose a batch size of at most ${count(pictures)}, or add pictures.`,
  }),
  'set-of-other-shape': ({ set, nets }) => ({
    message: `The set holds pictures of ${sizeText(set.size)} and ${countOf(set.channels, 'channel')}; the networks expect ${sizeText(nets.size)} and ${nets.channels}.`,
    hint: 'Choose the image size and colour of the set, or prepare the pictures again.',
  }),
  'net-input-wrong': (params) => ({
    message: `The network's input shape ${shape(params.shape)} needs whole numbers above 0.`,
    hint: CHOOSE,
  }),
  'net-without-weights': {
    message: 'A network without a layer of weights cannot be compiled.',
    hint: NOT_COMPILED,
  },
  'layer-value-not-whole': ({ value, found, ...place }) =>
    inLayer(place, `its ${VALUES[value]} is ${found}; a whole number above 0 is needed.`),
  'layer-value-not-share': ({ value, found, ...place }) =>
    inLayer(place, `its ${VALUES[value]} is ${found}; it goes from 0 to below 1.`),
  'layer-epsilon-wrong': ({ found, ...place }) =>
    inLayer(place, `its epsilon is ${found}; it is above 0.`),
  'layer-needs-picture': ({ input, ...place }) =>
    inLayer(place, `it needs an input [height, width, channels]; its input is ${shape(input)}.`),
  'layer-needs-flat': ({ input, ...place }) =>
    inLayer(
      place,
      `it needs a flat input [units]; its input is ${shape(input)}. Flatten it first.`,
    ),
  'layer-needs-even': ({ input, ...place }) =>
    inLayer(
      place,
      `it halves height and width, which have to be even; its input is ${shape(input)}.`,
    ),
  'layer-reshape-wrong': ({ input, output, ...place }) =>
    inLayer(
      place,
      `${shape(input)} holds ${countOf(elements(input), 'number')}; ${shape(output)} needs ${count(elements(output))}.`,
    ),
  'layer-kernel-too-large': ({ kernel, input, ...place }) =>
    inLayer(place, `its ${kernel}x${kernel} kernel does not fit into its input ${shape(input)}.`),
  'layer-sigmoid-inside': (place) =>
    inLayer(place, 'it may only be the last layer, since losses are taken from its input.'),
  'layer-not-planned': ({ layer, layerKind }) => ({
    message: `Layer ${layer} (${layerKind}) stands where the compiled engine has no plan for it.`,
    hint: NOT_COMPILED,
  }),
};
