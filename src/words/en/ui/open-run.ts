import type { PictureShape } from '../../../contract/picture-shape';
import type { GeneratorGroup } from '../../../contract/records';
import { ago, bytes, count, duration, percent, quantity, rate } from '../../format';
import { countOf } from '../count-of';
import { sizeText } from '../size-text';

/** The run that is open: its status, samples, figures, and what can be taken from it. */
export const openRun = {
  state: {
    preparing: 'Preparing',
    running: 'Running',
    paused: 'Paused',
    stopped: 'Stopped',
    finished: 'Finished',
    failed: 'Halted by an error',
    interrupted: 'Interrupted',
  },

  status: {
    epoch: 'epoch',
    epochs: (epoch: number, epochs: number) => `${count(epoch)}/${count(epochs)}`,
    step: 'step',
    left: (seconds: number) => `${duration(seconds)} left`,
    speed: (perSecond: number) => `${quantity(perSecond)} images per second`,
    progress: 'Training progress',
    notSaved: 'Not saved yet',
    saved: (secondsAgo: number) => `Saved ${ago(secondsAgo)}`,
    newRun: 'New run',
    settings: 'Settings',
    resume: 'Resume',
    pause: 'Pause',
    stop: 'Stop',
  },

  samples: {
    none: 'This run has no samples.',
    painting: 'Painting the first samples',
    at: (epoch: number) => `Samples at epoch ${epoch}`,
    pictures: 'Pictures of this grid',
    look: (picture: number) => `Look at picture ${picture}`,
  },
  closeUp: {
    title: (picture: number, epoch: number) => `Picture ${picture} at epoch ${epoch}`,
    picture: (picture: number) => `Picture ${picture}`,
    /** "The <discriminator> is 63 % sure this is real." */
    score: {
      the: 'The',
      discriminator: 'discriminator',
      sure: (share: number) => `is ${percent(share)} sure this is real.`,
    },
  },
  film: {
    halt: 'Halt the film',
    play: 'Play the film',
    withKey: (action: string) => `${action} (F)`,
    epoch: 'Epoch',
    place: (epoch: number, last: number) => `Epoch ${epoch} of ${last}`,
    bestPlace: (epoch: number, last: number) => `Epoch ${epoch} of ${last}, best so far`,
    bestSoFar: 'Best so far',
    beforeTraining: 'before training',
    atEpoch: (epoch: number) => `epoch ${count(epoch)}`,
    speed: 'Speed of the film',
    aSecond: (grids: number) => `${grids} a second`,
  },

  curves: 'Curves and figures',
  figures: {
    steps: 'Steps',
    stepsOf: (step: number, total: number) => `${count(step)} of ${count(total)}`,
    imagesPerSecond: 'Images per second',
    timePerEpoch: 'Time per epoch',
    notKnown: 'not known yet',
    tensors: 'Tensors',
    memory: 'Memory',
    timeTrained: 'Time trained',
    set: 'Set',
    pictures: (pictures: number) => `, ${countOf(pictures, 'picture')}`,
    keptBack: (learnt: number, kept: number) =>
      `, ${count(learnt)} to learn from, ${count(kept)} kept back`,
    outlived: 'Outlived',
    incidents: (incidents: number) => countOf(incidents, 'incident'),
    wentOn: 'The run went on from where it was saved.',
    engine: 'Engine',
  },

  take: {
    sampleNow: 'Sample now',
    newPictures: 'New pictures',
    whichEpoch: 'Generator of which epoch',
    epoch: (epoch: number) => `epoch ${count(epoch)}`,
    bestEpoch: (epoch: number) => `epoch ${count(epoch)}, best so far`,
    newestEpoch: (epoch: number) => `epoch ${count(epoch)}, newest`,
  },

  server: {
    title: 'Continue on a GPU server',
    holds: (step: number, pictures: number, size: number) =>
      `One ZIP holds the run as it is at step ${count(step)}, ${countOf(pictures, 'picture')} as they are trained on (${bytes(size)}), and a program for PyTorch that takes the same steps as the studio.`,
    run: 'Unpack it on the server, and run:',
    command: 'python train.py',
    readme: 'README.md has the lines for several GPUs and several machines.',
    back: 'The program writes back-to-studio.atelier. Drop that file on this page: the run goes on here from the step that the server reached.',
    private: 'Whoever gets the ZIP gets the pictures.',
    noCheckpoint: 'Nothing is saved of this run yet. Pause it, or wait for its first checkpoint.',
    download: 'Download ZIP',
  },

  newPictures: {
    title: 'New pictures',
    generator: 'Generator',
    weights: 'Weights',
    choices: {
      weights: 'Trained weights',
      averaged: 'Averaged weights',
    } satisfies Record<GeneratorGroup, string>,
    number: 'Number of pictures',
    seed: 'Seed',
    make: 'Make pictures',
    making: (pictures: number) => `Making ${countOf(pictures, 'picture')}`,
    sameSeed: 'The same seed gives the same pictures again.',
    made: (pictures: number, epoch: number, seed: number) =>
      `${countOf(pictures, 'picture')} from epoch ${count(epoch)}, seed ${seed}. Press one to download it.`,
    downloadAll: 'Download all as ZIP',
    download: (picture: number) => `Download picture ${picture}`,
  },

  settings: {
    title: 'Settings of this run',
    now: (rateInForce: number) => `, now ${rate(rateInForce)}`,
    useForNext: 'Use these for the next run',
  },

  /** How a run ended. */
  outcome: {
    watching: 'Another tab trains this run; you are looking on.',
    epochs: (epochs: number) => countOf(epochs, 'epoch'),
    steps: (steps: number) => countOf(steps, 'step'),
    learntNothing: 'Stopped before the first step, so nothing was learnt yet.',
    stopped: (howFar: string) => `Stopped after ${howFar}. What was learnt is kept.`,
    interrupted: (howFar: string) =>
      `This run was interrupted after ${howFar}: its page was closed, loaded again or lost while it trained.`,
    halted: 'The run came to a halt.',
    generatorAlone: 'This generator came from a file: paint new pictures with it.',
    netsFromFiles:
      'This generator and its discriminator came from files. Paint new pictures with them, or train them further on pictures of your own.',
    anew: 'They begin with the weights of the files. What the optimiser Adam had gathered is not taken over: it begins anew, so the losses may jump at first.',
    needs: ({ channels, ...size }: PictureShape) =>
      `They take pictures of ${sizeText(size)}, ${channels === 1 ? 'grey' : 'in colour'}, and none such are chosen. Take over their settings, then drop your pictures.`,
    finished: (epochs: number, seconds: number) =>
      `${countOf(epochs, 'epoch')} in ${duration(seconds)}. Scrub through the samples, paint new pictures, or take the generator with you.`,
    unsaved:
      'Its state was not saved, so it cannot go on. Its samples, curves and generators are all here.',
    tooOld: 'It began before runs could go on. Its samples, curves and generators are all here.',
    picturesGone: (set: string) =>
      `Its pictures, "${set}", are not in this browser, so it cannot go on. Its samples, curves and generators are all here.`,
    dropAgain: (preparedAs: string) =>
      `Drop the same pictures again, prepared as they were (${preparedAs}): the run knows them and can then go on.`,
  },

  /** The ways on. */
  goOn: {
    beginAgain: 'Begin again',
    fromEpoch: (epoch: number) => `Go on from epoch ${count(epoch)}`,
    fromStep: (step: number) => `Go on from step ${count(step)}`,
    slower: 'Go on with half the learning rates',
    backToBest: (epoch: number) => `Go back to epoch ${count(epoch)}, with half the learning rates`,
    bestGoes: (epoch: number) =>
      `Epoch ${count(epoch)} is the best that was saved; going back to it takes away what came after.`,
    beginSlower: 'Begin again with half the learning rates',
    asNew: 'It begins again with the same pictures and settings.',
    nothingSaved: 'Nothing of it was saved yet: it begins again, as it began.',
    exactly: 'It goes on exactly from where it was saved.',
    lostSeconds: (seconds: number) =>
      `Saved ${duration(seconds)} before it stopped; nothing else is lost.`,
    lostSteps: (steps: number) =>
      `Saved ${countOf(steps, 'step')} before it stopped; nothing else is lost.`,
    halfBoth: (both: number) => `Half the learning rates would be ${rate(both)} for both networks.`,
    halfEach: (generator: number, discriminator: number) =>
      `Half the learning rates would be ${rate(generator)} for the generator, ${rate(discriminator)} for the discriminator.`,
    moreEpochs: 'More epochs',
    epochsUnit: 'epochs',
    longer: 'Train longer',
    longerBy: (epochs: number) => `Train ${countOf(epochs, 'epoch')} longer`,
    newRun: 'New run with these settings',
    further: (set: string) => `Train further on "${set}"`,
  },
};
