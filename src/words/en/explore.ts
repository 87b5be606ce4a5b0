import { count, percent, quantity } from '../format';
import { countOf } from './count-of';
import type { ExploreWords } from '../explore';
import { film } from './film';

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
  views: { wall: 'By seed', map: 'Map' },
  wallLabel: 'Pictures by seed',
  mapLabel: 'Map',
  mapHelp:
    'Neighbours look alike. Drag, or use the arrow keys, to wander; press a picture, or Enter for the one in the middle, to take it.',
  firstSeed: 'First seed',
  picture: (origin) => `Take ${origin}`,
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
    rate: (frames) => `${frames} frames a second`,
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
    begin: 'Download',
    working: (pictures) => `Painting ${countOf(pictures, 'picture')}`,
    saved: (pictures) => `${countOf(pictures, 'picture')} saved.`,
    file: (run, epoch, from, to) => `${run}, epoch ${epoch}, seeds ${from} to ${to}`,
  },
  film,
  gone: (run) =>
    run === null
      ? 'The link leads to a run that is not stored here.'
      : `The generator that the link leads to is not kept any more; this is another one of ${run}.`,
};
