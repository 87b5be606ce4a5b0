/** Short explanations of the field's words, for people who never met them. */
export const glossary = {
  generator: 'The net that paints: it turns random numbers into a picture.',
  discriminator: 'The net that judges: it says how sure it is that a picture is one of yours.',
  latent: 'The list of random numbers that a picture is made from.',
  epoch: 'One pass over all pictures of the set.',
  step: 'One batch of pictures shown, and both nets moved a little.',
  batch: 'The pictures that are looked at together in one step.',
  loss: 'How wrong a net was at this step. The two nets pull against each other, so neither falls to zero in a healthy run.',
  score:
    'How real the discriminator finds pictures on average, from 0 to 1. The closer the two lines, the harder it finds to tell them apart.',
  engine: 'What does the arithmetic: the graphics processor, or the processor where that fails.',
  tensors: 'Blocks of numbers the engine holds at the moment. It should not grow.',
  memory: 'Memory the engine holds for the nets, their training state and the pictures at hand.',
  parameters: 'The numbers that are learnt.',
  seed: 'The number that decides everything random: the same seed gives the same result.',
  smoothing: 'Averages neighbouring steps, so that the trend shows.',
};
