import type { GanSpec, Initializer, LayerSpec, StepSpec } from '../../contract/net-spec';
import { augmented } from '../../nets/augmentation';
import { LOSSES } from '../../nets/losses';
import {
  alternating,
  averaging,
  paired,
  penalised,
  simultaneous,
  twoUpdates,
} from '../../nets/step-programs';

/** Larger than usual, so that activations and gradients are far from zero. */
const initializer: Initializer = { kind: 'normal', deviation: 0.3 };

const conv = (filters: number, kernel: number, stride: number, bias = true): LayerSpec => ({
  kind: 'conv',
  filters,
  kernel,
  stride,
  padding: 'same',
  bias,
  initializer,
});
const norm = (unbiasedVariance = false): LayerSpec => ({
  kind: 'batchNorm',
  momentum: 0.8,
  epsilon: 1e-3,
  unbiasedVariance,
});

export const PLAIN = {
  fakes: 'training',
  generatorLatents: 'fresh',
  frozenStatistics: 'follow',
  weight: 1,
} as const;

/** DiffAugment as published. */
export const FULL_STRENGTH = { colour: 1, translation: 1, cutout: 1 } as const;

export const TINY_STEP: StepSpec = {
  adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-7 },
  batching: 'last-smaller',
  program: alternating(PLAIN),
  loss: 'cross-entropy',
  realLabel: 1,
  discriminatorLoss: 'sum',
};

/** What the presets' recipes differ in, and more: changes of TINY_STEP. */
export const RECIPES: Record<string, Partial<StepSpec>> = {
  'sequential, fresh z': {},
  'sequential, same z, fakes in inference mode': {
    program: alternating({
      fakes: 'inference',
      generatorLatents: 'same',
      frozenStatistics: 'stay',
      weight: 0.5,
    }),
    discriminatorLoss: 'mean',
  },
  'two updates of D, one counter': {
    adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-7, form: 'keras', counter: 'shared' },
    program: twoUpdates,
    discriminatorLoss: 'mean',
  },
  hinge: { loss: 'hinge' },
  'least squares': { loss: 'least-squares', realLabel: 0.9 },
  relativistic: {
    loss: 'relativistic',
    program: paired(alternating(PLAIN)),
    discriminatorLoss: 'mean',
  },
  'relativistic, simultaneous': {
    loss: 'relativistic',
    program: paired(simultaneous),
    discriminatorLoss: 'mean',
  },
  'relativistic, penalties on every third step': {
    loss: 'relativistic',
    program: penalised(paired(alternating(PLAIN)), 0.5, 3),
    discriminatorLoss: 'mean',
  },
  'a penalty of real pictures alone': {
    program: penalised(simultaneous, 2, 1).filter(
      (one) => one.do !== 'penalty' || one.pictures === 'real',
    ),
  },
  simultaneous: { program: simultaneous, realLabel: 0.9 },
  augmented: { program: augmented(alternating(PLAIN), FULL_STRENGTH) },
  'relativistic, augmented': {
    loss: 'relativistic',
    program: augmented(paired(alternating(PLAIN)), FULL_STRENGTH),
    discriminatorLoss: 'mean',
  },
  'augmented by a chance': { program: augmented(alternating(PLAIN), FULL_STRENGTH, 'adaptive') },
  'simultaneous, augmented': { program: augmented(simultaneous, FULL_STRENGTH) },
  // So short that it is no longer ramped up after a few steps.
  averaged: { program: averaging(alternating(PLAIN), 1, 3) },
};

/** A pair of nets at 8 px that holds every layer kind, strides, paddings and biases mixed. */
export function everyLayerGan(step: Partial<StepSpec> = {}): GanSpec {
  // A bias behind the last activation moves both logits of a pair alike: its gradient is rounding alone.
  const bias = !(step.loss && LOSSES[step.loss].pairs);
  return {
    generator: {
      input: [5],
      layers: [
        { kind: 'dense', units: 12, bias: false, initializer },
        { kind: 'reshape', height: 1, width: 1, channels: 12 },
        {
          kind: 'convTranspose',
          filters: 6,
          kernel: 2,
          stride: 1,
          padding: 'valid',
          bias: false,
          initializer,
        },
        norm(true),
        { kind: 'leakyRelu', slope: 0.3 },
        { kind: 'upsample' },
        conv(6, 3, 1),
        norm(),
        { kind: 'relu' },
        {
          kind: 'convTranspose',
          filters: 3,
          kernel: 4,
          stride: 2,
          padding: 'same',
          bias: true,
          initializer,
        },
        { kind: 'tanh' },
      ],
    },
    discriminator: {
      input: [8, 8, 3],
      layers: [
        conv(4, 5, 2),
        { kind: 'leakyRelu', slope: 0.2 },
        { kind: 'dropout', rate: 0.3 },
        conv(6, 3, 1, false),
        { kind: 'averagePool' },
        norm(true),
        { kind: 'leakyRelu', slope: 0.2 },
        {
          kind: 'conv',
          filters: 5,
          kernel: 2,
          stride: 1,
          padding: 'valid',
          bias,
          initializer,
        },
        { kind: 'flatten' },
        { kind: 'dense', units: 1, bias, initializer },
        { kind: 'sigmoid' },
      ],
    },
    step: { ...TINY_STEP, ...step },
  };
}

/** Quick nets for tests of the loop: 4 px, grey. */
export function smallestGan(step: Partial<StepSpec> = {}): GanSpec {
  return {
    generator: {
      input: [2],
      layers: [
        { kind: 'dense', units: 16, bias: true, initializer },
        { kind: 'reshape', height: 4, width: 4, channels: 1 },
        { kind: 'tanh' },
      ],
    },
    discriminator: {
      input: [4, 4, 1],
      layers: [
        { kind: 'flatten' },
        { kind: 'dense', units: 1, bias: true, initializer },
        { kind: 'sigmoid' },
      ],
    },
    step: { ...TINY_STEP, ...step },
  };
}
