import { count, hundredths, percent, quantity, tenThousandths } from '../format';
import { countOf } from './count-of';
import type { ExploreWords } from '../explore';
import { film } from './film';
import { sign } from './sign';
import { print } from './print';
import { perform } from './perform';

/** The room Explore. */
export const explore: ExploreWords = {
  title: 'Explore',
  empty: {
    title: 'Nothing to explore yet',
    about:
      'Once a run has kept a generator, which it does at the end of its first epochs, all that it can paint is here. A downloaded generator can be dropped on the page as well.',
    begin: 'Train a run',
  },
  opening: 'Opening the generator',
  generator: 'Generator',
  ofRun: (run, epoch) => `${run}, epoch ${count(epoch)}`,
  bestOfRun: (run, epoch) => `${run}, epoch ${count(epoch)}, best so far`,
  weights: 'Weights',
  weightsOf: { weights: 'Trained weights', averaged: 'Averaged weights' },
  truncation: 'Truncation',
  truncationHelp: 'Below 1 pictures keep closer to what is usual; above it they are bolder.',
  view: 'View',
  views: { wall: 'By seed', map: 'Map', scores: 'By score' },
  wallLabel: 'Pictures by seed',
  mapLabel: 'Map',
  mapHelp:
    'Neighbours look alike. Drag, or use the arrow keys, to wander; press a picture, or Enter for the one in the middle, to take it.',
  firstSeed: 'First seed',
  picture: (origin) => `Take ${origin}`,
  scored: (picture, score) => `${picture}, score ${hundredths(score)}`,
  score: (score) => hundredths(score),
  origins: {
    seed: (seed) => `seed ${seed}`,
    new: (picture, seed) => `picture ${count(picture)} of new pictures, seed ${seed}`,
    map: (x, y) => `${quantity(x)}, ${quantity(y)} on the map`,
    near: (of) => `one like ${of}`,
    child: (mother, father) => `a child of ${mother} and ${father}`,
    between: (share, one, other) => `${percent(share)} from ${one} to ${other}`,
    sum: (a, b, c) => `${a} − ${b} + ${c}`,
    moved: (of) => `${of}, moved`,
  },
  hand: {
    title: 'Picture in hand',
    none: 'Press a picture to take it in hand.',
    favourite: 'Favourite',
    download: 'Download picture',
    near: 'More like this',
    distance: 'How far',
    distanceOf: (share) => percent(share),
    children: 'Children',
    morph: 'Morph',
    sum: 'A − B + C',
    end: 'Done',
    family: 'Made from',
    parent: (origin) => `Go back to ${origin}`,
    copyLink: 'Copy the link',
  },
  tool: {
    nearTitle: 'More like this',
    childrenTitle: 'Children',
    morphTitle: 'Morph',
    sumTitle: 'A − B + C',
    pressMate: 'Press another picture to be the other parent.',
    pressTarget: 'Press the picture to morph to.',
    pressSubtrahend: 'Press B: what it has is taken away from the picture in hand.',
    pressAddend: 'Press C: what is left is added to it.',
    others: 'With',
    scrub: 'Along the morph',
    addStation: 'On to another picture',
    suggestion: (place) => `Take suggestion ${place}`,
    at: (share) => percent(share),
  },
  play: {
    open: 'Full screen',
    title: 'Full screen',
    picture: 'A walk through what the generator paints',
    walk: 'Walk',
    halt: 'Stand still',
    slower: 'Slower',
    faster: 'Faster',
    keep: 'Keep this one',
    close: 'Back to the room',
    speed: (times) => `Speed ${times}`,
    rate: {
      drawn: (frames) => `${frames} frames a second, straight from the graphics card`,
      'read-back': (frames) => `${frames} frames a second, by way of the processor`,
    },
  },
  directions: {
    title: 'Directions',
    none: 'Sliders that change one thing at a time, found in what the generator has learnt.',
    find: 'Find directions',
    firstLayer: 'More, by the weights of the first layer',
    share: 'Download directions',
    fileName: (run) => `directions-${run}.json`,
    open: 'Open directions',
    name: (direction) =>
      direction.startsWith('a')
        ? `Direction ${direction.slice(1)}`
        : `First layer, direction ${direction.slice(1)}`,
    keep: (name) => `Keep ${name}`,
    delete: (name) => `Delete ${name}`,
  },
  discriminator: {
    title: 'Discriminator',
    none: 'No discriminator is kept of this run. Only checkpoints hold one: a run that trains saves one from time to time, a project file brings its own along, and a downloaded generator has none.',
    about:
      'The discriminator learnt to tell real pictures from generated ones. Ask it how real it takes two pictures to be: the one in hand, and what the generator painted of the same latent before it was trained.',
    ask: 'Ask the discriminator',
    which: 'Discriminator of',
    ofEpoch: (which, epoch) =>
      which === 'newest' ? `Epoch ${count(epoch)}, newest` : `Epoch ${count(epoch)}, best so far`,
    judgedBy: (epoch, step) =>
      `By the discriminator of epoch ${count(epoch)}, step ${count(step)}.`,
    pictureBefore: 'Painted before training',
    pictureNow: 'Painted now',
    before: 'Discriminator before training',
    now: 'Discriminator now',
    asking: 'Asking',
    verdict: (score) => tenThousandths(score),
    // One of an untrained net is next to nothing: its first digits would stand far behind the point.
    logit: (logit) => `logit ${Math.abs(logit) < 0.001 ? tenThousandths(logit) : quantity(logit)}`,
    show: 'Scores on the pictures',
    meaning: {
      'cross-entropy':
        'The score is the probability that the picture is real, as the discriminator takes it: the sigmoid of its logit.',
      hinge:
        'The score says where the logit lies between −1, generated, and 1, real. The hinge loss knows no probability.',
      'least-squares':
        'The score is the discriminator’s output: it was trained to say 0 of generated pictures and 1 of real ones.',
      relativistic:
        'A relativistic loss compares two pictures. The score is the probability that this picture is more real than a usual one of this generator. A usual one has the mean logit of seeds 0 to 31, and the score 0.5.',
    },
  },
  byScore: {
    title: 'What the discriminator takes for real',
    about: 'Many pictures by seed, sorted by the score that the discriminator gives them.',
    count: 'How many',
    many: (pictures) => countOf(pictures, 'picture'),
    order: 'Order',
    orders: { real: 'Most real first', generated: 'Least real first' },
    begin: (pictures) => `Score ${countOf(pictures, 'picture')}`,
    working: (pictures) => `Scoring ${countOf(pictures, 'picture')}`,
    judged: (pictures) => `${countOf(pictures, 'picture')} scored.`,
    outOfDate:
      'The generator, the truncation or the discriminator has changed since pictures were scored. They stay in their order until they are scored again.',
    newer: (epoch) =>
      `The run has saved its discriminator of epoch ${count(epoch)} since. These scores are of an earlier one.`,
    again: 'Score again',
  },
  growing: {
    title: 'Growing up',
    help: 'The same latent, painted by the generators of earlier and later epochs.',
    epoch: (epoch) => count(epoch),
    show: (epoch) => `Explore epoch ${count(epoch)}`,
  },
  favourites: {
    title: 'Favourites',
    none: 'Pictures that you keep stand here.',
    name: (serial) => `Favourite ${serial}`,
    take: (name) => `Take ${name}`,
    delete: (name) => `Delete ${name}`,
    download: 'Download favourites',
    file: (run) => `${run}, favourites`,
  },
  take: {
    button: 'Download pictures',
    title: 'Download pictures',
    about:
      'Pictures by seed, as on the wall: as PNGs, each of which leads back here when it is dropped on the page, or side by side on one.',
    count: 'How many',
    firstSeed: 'First seed',
    as: 'As',
    packedAs: { zip: 'PNGs in a ZIP', sheet: 'Contact sheet' },
    orders: { seed: 'By seed', real: 'Most real first', generated: 'Least real first' },
    scored: 'Score in the file name',
    scoredHelp: 'img_1_40_0.8312.png: number, epoch, and the discriminator’s score.',
    begin: 'Download',
    working: (pictures) => `Painting ${countOf(pictures, 'picture')}`,
    saved: (pictures) => `${countOf(pictures, 'picture')} saved.`,
    file: (run, epoch, from, to) => `${run}, epoch ${epoch}, seeds ${from} to ${to}`,
  },
  perform,
  film,
  sign,
  print,
  gone: (run) =>
    run === null
      ? 'The link leads to a run that is not stored here.'
      : `The generator that the link leads to is not kept any more; this is another one of ${run}.`,
};
