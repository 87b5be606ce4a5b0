import type { SettingsWords } from '../settings';

export const presets: SettingsWords['presets'] = {
  atelier: {
    name: 'Atelier',
    description:
      'The studio’s own DCGAN and the one to start with: 16 to 256 px or sides ' +
      'of your own, colour or grey. It enlarges ' +
      'by upsampling, which leaves no checkerboard. For small sets, the discriminator judges ' +
      'pictures that were changed at random, and the generator’s weights are averaged.',
    source:
      'DCGAN (Radford et al. 2016) with resize-convolutions (Odena et al. 2016), one-sided label ' +
      'smoothing (Salimans et al. 2016), DiffAugment (Zhao et al. 2020) and averaged weights ' +
      '(Karras et al. 2018).',
  },
  artgan: {
    name: 'ARTGAN',
    description:
      'The DCGAN for paintings from the Kaggle notebook on the best artworks of all time: 64 px, ' +
      'transposed convolutions, 300 passes over the set. Recognisable shapes come from about epoch 30.',
    source: 'ARTGAN, a PyTorch notebook on the Kaggle set "Best Artworks of All Time", 64 px.',
  },
  keragan: {
    name: 'keragan',
    description:
      'The Keras DCGAN for paintings, 64 to 1024 px: upsampling and convolutions in the generator, ' +
      'average pooling and dropout in the discriminator. Its batches are drawn at random with ' +
      'replacement. What keragan calls an epoch is one batch, which is a step here; an epoch here is ' +
      'as many steps as one pass over the set takes. Its cadences (samples every 20 batches, models ' +
      'every 100) are turned into epochs for about 1,000 pictures. The discriminator has the widths ' +
      'of the code; those that the article prints are half as wide and can be switched on.',
    source:
      'keragan by Dmitry Soshnikov (Keras 2.2.4) and the Azure ML article on it, which trained at ' +
      '512 px with batch 32 and latent 256 for 10,000 batches.',
  },
  tensorflow: {
    name: 'TensorFlow tutorial',
    description:
      'The DCGAN of the TensorFlow tutorial: grey pictures of 28 px, such as the MNIST family. Small ' +
      'and quick, a good first try. Both networks learn from one and the same forward pass. It has ' +
      'the 100 epochs that the tutorial names; the loop in its code runs one more.',
    source:
      'The TensorFlow tutorial "Deep Convolutional Generative Adversarial Network", 28 x 28 x 1.',
  },
};
