import { ENGINE_NAMES, IMAGE_SIZES } from '../../contract/hyperparameters';
import type { SettingsWords } from '../settings';
import { presets } from './presets';

export const engines: SettingsWords['engines'] = { ...ENGINE_NAMES, automatic: 'Automatic' };

export const settings: SettingsWords['settings'] = {
  preset: {
    label: 'Preset',
    help: 'A complete recipe: both networks and how they are trained.',
    choices: {
      atelier: presets.atelier.name,
      artgan: presets.artgan.name,
      keragan: presets.keragan.name,
      tensorflow: presets.tensorflow.name,
    },
  },
  imageSize: {
    label: 'Image size',
    help: 'Edge of the pictures that are learnt and made, where they are square; other shapes have about as many pixels. Twice the size takes about four times as long.',
    choices: Object.fromEntries(IMAGE_SIZES.map((size) => [size, `${size} px`])),
  },
  shape: {
    label: 'Shape',
    help: 'Width to height of the pictures that are learnt and made. Choose the one that most of yours have: less of them is cut away.',
    choices: {
      square: 'Square',
      '4:3': '4:3',
      '3:4': '3:4',
      '3:2': '3:2',
      '2:3': '2:3',
      '16:9': '16:9',
      '9:16': '9:16',
      custom: 'Custom',
    },
  },
  pictureWidth: {
    label: 'Width in pixels',
    help: 'Of the pictures that are learnt and made: a multiple of 16. Both sides as multiples of 32, 64 and so on make smaller networks.',
  },
  pictureHeight: {
    label: 'Height in pixels',
    help: 'Of the pictures that are learnt and made: a multiple of 16. Twice the pixels take about twice as long.',
  },
  channels: {
    label: 'Colour',
    help: 'Colour pictures have three channels, grey ones have one.',
    choices: { '3': 'Colour', '1': 'Grey' },
  },
  epochs: {
    label: 'Epochs',
    help: 'How many times the whole set is gone through. You can stop at any time and keep what was learnt.',
  },
  width: {
    label: 'Network width',
    help: 'Filters of the base layer; all layers follow it. Wider nets learn more and run slower.',
    unit: { one: 'filter', other: 'filters' },
  },
  latentSize: {
    label: 'Latent size',
    help: 'How many random numbers the generator turns into one picture.',
    unit: { one: 'number', other: 'numbers' },
  },
  articleWidths: {
    label: 'Widths as printed in the article',
    help: 'keragan only: the article prints a discriminator half as wide as the one in its code.',
  },
  discriminatorNorm: {
    label: 'Discriminator normalisation',
    help: 'None leaves batch normalisation out of the discriminator and gives its layers biases. A gradient penalty needs that, and the relativistic loss goes better with it.',
    choices: { preset: 'As the preset has it', none: 'None' },
  },
  batchSize: {
    label: 'Batch size',
    help: 'Pictures per training step. Larger batches are steadier and need more memory.',
    unit: { one: 'picture', other: 'pictures' },
  },
  generatorLearningRate: {
    label: 'Generator learning rate',
    help: 'How far the generator moves at each step. Lower it when pictures flicker between samples.',
  },
  discriminatorLearningRate: {
    label: 'Discriminator learning rate',
    help: 'How far the discriminator moves at each step. Lower it when its loss falls to zero.',
  },
  rateDecay: {
    label: 'Learning-rate decay',
    help: 'The part of the run, counted from its end, over which both learning rates fall: 0.5 is the second half. 0 keeps them as they are.',
  },
  decayCurve: {
    label: 'Curve of the decay',
    help: 'How far the learning rates fall: evenly to zero, or along a cosine to a quarter.',
    choices: { linear: 'Evenly to zero', cosine: 'Cosine to a quarter' },
  },
  beta1: {
    label: 'Adam beta 1',
    help: 'Memory of the mean gradient; 0.5 is usual for a GAN.',
  },
  beta2: {
    label: 'Adam beta 2',
    help: 'Memory of the squared gradient.',
  },
  loss: {
    label: 'Loss',
    help: 'What both networks learn by. Cross-entropy is what every preset was published with; hinge and least squares keep a gradient where the discriminator is sure; relativistic compares each real picture with a generated one.',
    choices: {
      'cross-entropy': 'Cross-entropy',
      hinge: 'Hinge',
      'least-squares': 'Least squares',
      relativistic: 'Relativistic',
    },
  },
  penalty: {
    label: 'Gradient penalty',
    help: 'Keeps what the discriminator says from changing steeply around real and generated pictures, which steadies training. Its weight falls to a tenth over the run. 0.05 suits pictures of 32 px, larger ones want more; 0 is off. It needs a discriminator without batch normalisation.',
  },
  penaltyEvery: {
    label: 'Penalty every',
    help: 'One in so many steps takes the penalty, with as many times its weight. A larger number trains faster.',
    unit: { one: 'step', other: 'steps' },
  },
  averageGenerator: {
    label: 'Average the generator',
    help: 'Keeps a running average of the generator’s weights beside those that are trained. Its pictures are calmer and mostly better; samples are painted with it, and both are kept.',
  },
  averageHalfLife: {
    label: 'Half-life of the average',
    help: 'After so many pictures, what the average held before counts half. At first the half-life is a twentieth of the pictures seen so far, until that is more.',
    unit: { one: 'picture', other: 'pictures' },
  },
  mirror: {
    label: 'Mirror pictures at random',
    help: 'Shows each picture left-right reversed half of the time: twice the pictures. Off where lettering or left and right matter.',
  },
  augmentation: {
    label: 'Augmentation',
    help: 'Changes every picture at random, real or generated, before the discriminator sees it, so that it cannot learn a small set by heart. It helps sets of up to some thousands of pictures. Adaptive begins with none and changes more pictures the more the discriminator overfits: by the pictures that are kept back for measuring, where there are any, else by how many real pictures it takes for real.',
    choices: { none: 'None', fixed: 'Fixed', adaptive: 'Adaptive' },
  },
  colourStrength: {
    label: 'Augmentation: colour',
    help: 'How far brightness, saturation and contrast are changed; 1 is as far as published. Lower it where generated pictures take on colours that the set does not have, as paintings do above 0.3 or so.',
  },
  translationStrength: {
    label: 'Augmentation: translation',
    help: 'How far pictures are moved; 1 is up to an eighth of height and width. Lower it where grey borders show in generated pictures, or where everything in your pictures has one place.',
  },
  cutoutStrength: {
    label: 'Augmentation: cutout',
    help: 'How much of each picture is covered by a grey box; 1 is half of height and width. Lower it where pictures are small or detail matters more than composition.',
  },
  cropsPerPicture: {
    label: 'Crops per picture',
    help: 'How many pictures are cut out of each file: the whole first, then parts of it at random places and scales. Several give a small set of large paintings more to learn from.',
    unit: { one: 'crop', other: 'crops' },
  },
  keepBack: {
    label: 'Keep back for measuring',
    help: 'A tenth of more than 50 pictures is not learnt from. How like generated pictures are to pictures that the networks never saw is then measured, and whether the discriminator learns its pictures by heart. Smaller sets are learnt from whole.',
  },
  seed: {
    label: 'Seed',
    help: 'Decides everything random. The same seed, set and engine give the same run.',
  },
  sampleEvery: {
    label: 'Samples every',
    help: 'How often a grid of samples is painted and kept.',
    unit: { one: 'epoch', other: 'epochs' },
  },
  sampleCount: {
    label: 'Number of samples',
    help: 'Pictures in each grid, always from the same latents, so that you see them change.',
    unit: { one: 'picture', other: 'pictures' },
  },
  saveEvery: {
    label: 'Keep a generator every',
    help: 'How often the generator is kept for download. The last one is always kept.',
    unit: { one: 'epoch', other: 'epochs' },
  },
  checkpointSeconds: {
    label: 'Save the run every',
    help: 'How often everything a run needs to go on is saved. A crash loses at most this much.',
    unit: { one: 'second', other: 'seconds' },
  },
  checkpointEpochs: {
    label: 'Save the run at least every',
    help: 'The run is also saved after so many epochs, whichever comes first.',
    unit: { one: 'epoch', other: 'epochs' },
  },
  engine: {
    label: 'Engine',
    help: 'What does the arithmetic. Automatic takes the fastest that works here.',
    choices: engines,
  },
};

export const settingGroups: SettingsWords['settingGroups'] = {
  start: 'Start',
  networks: 'Networks',
  training: 'Training',
  watching: 'Watching',
  machine: 'Machine',
};
