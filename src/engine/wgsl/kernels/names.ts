import activation from './activation.wgsl?raw';
import adam from './adam/adam.wgsl?raw';
import adapt from './adapt/adapt.wgsl?raw';
import augment from './augment/augment.wgsl?raw';
import columnSums from './column-sums/column-sums.wgsl?raw';
import convolve from './convolve/convolve.wgsl?raw';
import convolveOut from './convolve/out.wgsl?raw';
import convolveProducts from './convolve/products.wgsl?raw';
import convolveRegisters from './convolve/registers.wgsl?raw';
import convolveTiles from './convolve/tiles.wgsl?raw';
import derivative from './derivative/derivative.wgsl?raw';
import displace from './displace/displace.wgsl?raw';
import dot from './dot/dot.wgsl?raw';
import gather from './gather/gather.wgsl?raw';
import latent from './latent/latent.wgsl?raw';
import loss from './loss/loss.wgsl?raw';
import merge from './merge/merge.wgsl?raw';
import normalise from './normalise/normalise.wgsl?raw';
import normaliseBack from './normalise-back/normalise-back.wgsl?raw';
import pack from './pack/pack.wgsl?raw';
import penalty from './penalty/penalty.wgsl?raw';
import prepare from './prepare/prepare.wgsl?raw';
import random from './random.wgsl?raw';
import weightGradient from './weight-gradient/weight-gradient.wgsl?raw';

/** Every kernel's template. */
export const TEMPLATES = {
  adam,
  adapt,
  augment: [augment, activation, random].join('\n'),
  columnSums,
  // Parts before what uses them.
  convolve: [
    convolveProducts,
    convolveRegisters,
    convolveTiles,
    convolveOut,
    convolve,
    activation,
    random,
  ].join('\n'),
  derivative: [derivative, activation, random].join('\n'),
  displace,
  dot,
  gather: [gather, random].join('\n'),
  latent: [latent, random].join('\n'),
  loss,
  merge,
  normalise: [normalise, activation, random].join('\n'),
  normaliseBack,
  pack,
  penalty,
  prepare,
  weightGradient,
} as const;

export type KernelName = keyof typeof TEMPLATES;
