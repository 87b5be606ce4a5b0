import type {
  BrowserFamily,
  EngineErrors,
  TensorPlace,
  WebgpuLack,
} from '../../../contract/errors/engine';
import type { ErrorTexts } from '../../errors';
import type { Tell } from '../../tell';
import { cardName } from '../device';
import { countOf } from '../count-of';
import { engineName } from '../engine-names';

const AUTOMATIC = 'Choose the engine Automatic to train with what this browser has.';
const OPENED_AFRESH =
  'It is opened afresh. If it happens often, choose a smaller batch or another engine.';
const SMALLER = 'Choose a smaller batch, image size or network width';

const KINDS: Readonly<Record<string, string>> = {
  weights: 'weight',
  statistics: 'running statistic',
  'adam.first': 'first moment of',
  'adam.second': 'second moment of',
};

/** "first moment of 0/kernel of the generator". */
export function tensorText({ group, name }: TensorPlace): string {
  const dot = group.indexOf('.');
  const kind = group.slice(dot + 1);
  return `${KINDS[kind] ?? kind} ${name} of the ${group.slice(0, dot)}`;
}
const METRICS = {
  discriminatorLoss: 'discriminator loss',
  generatorLoss: 'generator loss',
  realScore: 'score of real pictures',
  fakeScore: 'score of generated pictures',
} as const;

/** Why there is no WebGPU on a graphics card. */
export function webgpuLack(lack: WebgpuLack, tell: Tell): string {
  switch (lack.lack) {
    case 'software':
      return `WebGPU here is ${cardName(lack.adapter)}, which imitates a graphics card on the processor and is slow.`;
    case 'no-adapter':
      return 'This browser has WebGPU, but offers no graphics card to it.';
    case 'insecure':
      return 'Browsers offer WebGPU only to pages that came over https or from this computer.';
    case 'absent':
      return 'This browser offers no WebGPU.';
    case 'broken':
      return `WebGPU was found, but did not work: ${tell.error(lack.error).message}`;
  }
}

const NEWER: Readonly<Record<BrowserFamily, string>> = {
  firefox: 'use Firefox 141 or newer on Windows, 145 or newer on a Mac, or Chrome or Edge.',
  chrome: 'update the browser: Chrome and Edge have it since version 113.',
  'linux-chrome': 'update the browser: Chrome and Edge have it since version 113.',
  safari: 'use Safari 26 or newer, or Chrome.',
  other: 'use a recent Chrome, Edge, Safari or Firefox.',
};

/** What to do for WebGPU on a graphics card. */
export function webgpuAdvice({ lack }: WebgpuLack, browser: BrowserFamily): string {
  switch (lack) {
    case 'insecure':
      return 'For WebGPU, open the studio over https or at localhost.';
    case 'broken':
      return 'For WebGPU, update the browser and the graphics driver.';
    case 'absent':
      return `For WebGPU, ${NEWER[browser]}`;
    case 'software':
    case 'no-adapter':
      return browser === 'linux-chrome'
        ? 'If this computer has a graphics card, turn on "Use graphics acceleration" in the browser’s settings, and Vulkan and Unsafe WebGPU at chrome://flags.'
        : 'If this computer has a graphics card, turn on graphics acceleration in the browser’s settings and update the graphics driver.';
  }
}

export const engine: ErrorTexts<EngineErrors> = {
  'engine-unusable': ({ engine: id, error }, tell) => ({
    message: `${engineName(id)} cannot be used: ${tell.error(error).message}`,
    hint: AUTOMATIC,
  }),
  'webgpu-missing': ({ lack, browser }, tell) => ({
    message: webgpuLack(lack, tell),
    hint: `${webgpuAdvice(lack, browser)} ${AUTOMATIC}`,
  }),
  'webgpu-no-adapter': { message: 'No WebGPU adapter was found in this browser.' },
  'webgl-missing': { message: 'This browser gives no WebGL 2 to workers.' },
  'webgl-half-precision': {
    message:
      'WebGL on this device computes in half precision only, which is too coarse for training.',
  },
  'webgl-noise': {
    message:
      'This browser changes the numbers that WebGL gives back, to keep people from being recognised (privacy.resistFingerprinting), so that nothing can be computed with it.',
    hint: 'Choose WASM, or turn that setting off and reload the page.',
  },
  'webassembly-missing': { message: 'This browser has no WebAssembly.' },
  'webassembly-no-simd': { message: 'This browser’s WebAssembly has no SIMD.' },
  'wasm-program-missing': {
    message: 'its program could not be loaded from this site, or the memory for it is missing.',
  },
  'tfjs-backend-missing': ({ engine: id }) => ({
    message: `TensorFlow.js could not start ${id}.`,
  }),
  'engine-in-use': {
    message: 'A run is using the engine, so another one cannot be tried now.',
    hint: 'It is tried as soon as the run has ended.',
  },
  'engine-changed': ({ run, trainedOn, goesOnOn, missing }, tell) => ({
    message: `"${run}" was trained on ${engineName(trainedOn)}, which cannot be opened now: ${tell.error(missing).message} It goes on on ${engineName(goesOnOn)}.`,
    hint: 'It learns on as well there; only the last digits of its numbers will differ.',
  }),
  'nets-not-compiled': ({ error }, tell) => ({
    message: `${engineName('compiled')} cannot make these networks here: ${tell.error(error).message} They train on ${engineName('webgpu')}.`,
    hint: 'It learns as well there, but more slowly.',
  }),
  'engine-opens-too-slowly': ({ seconds }) => ({
    message: `it gave no answer for ${countOf(seconds, 'second')}.`,
  }),
  'engine-disagrees': ({ difference, ...tensor }) => ({
    message: `it does not agree with TensorFlow.js: the ${tensorText(tensor)} differs by ${difference.toExponential(1)} of its size.`,
  }),
  'engine-computes-wrongly': ({ found, expected }) => ({
    message: `it computed wrongly: ${found.join(' and ')} where ${expected.join(' and ')} was expected.`,
  }),
  'kernel-not-compiled': ({ kernel, said }) => ({
    message: `The graphics driver did not compile ${kernel}: ${said}`,
    hint: 'Choose another engine.',
  }),
  'step-out-of-memory': ({ error }, tell) => ({
    message: `There was not enough memory for a training step: ${tell.error(error).message}`,
    hint: `${SMALLER}.`,
  }),
  'engine-stopped': ({ error }, tell) => ({
    message: `The engine could not go on: ${tell.error(error).message}`,
    hint: 'Start again; if it happens again, choose another engine.',
  }),
  'webgpu-lost': ({ said }) => ({
    message: `The browser lost the graphics card${said ? `: ${said}` : '.'}`,
    hint: 'Start again; what was kept so far is safe. If it happens often, choose a smaller batch or close other pages that use the graphics card.',
  }),
  'webgpu-out-of-memory': {
    message: 'The graphics card has too little free memory for this run.',
    hint: `${SMALLER}, or close other pages that use the graphics card.`,
  },
  'webgl-lost': {
    message: 'The browser took the WebGL context away.',
    hint: 'Start again; what was kept so far is safe. If it happens often, choose a smaller batch or the WASM engine.',
  },
  'engine-silent': ({ seconds }) => ({
    message: `The engine has not answered for ${countOf(seconds, 'second')}.`,
    hint: OPENED_AFRESH,
  }),
  'engine-all-zeros': {
    message: 'The engine gives nothing but zeros for the weights of the networks.',
    hint: OPENED_AFRESH,
  },
  'engine-lost-again': ({ last }, tell) => ({
    message: `${tell.error(last).message} That was the third time in a row, so the run waits where it was saved.`,
    hint: 'Close other pages and programs that use the graphics card, or restart the browser; then go on with the run.',
  }),
  'engine-closed': { message: 'The graphics card was given back.' },
  'metric-not-finite': ({ metric, value }) => ({ message: `The ${METRICS[metric]} was ${value}.` }),
  'weights-not-finite': { message: 'A weight of the networks was no finite number.' },
  'tensor-not-finite': ({ value, ...tensor }) => ({
    message: `The ${tensorText(tensor)} was ${value}.`,
  }),
  'numbers-bad': ({ step, epoch, what, back }, tell) => ({
    message:
      `At step ${step} (epoch ${epoch}) the numbers went out of bounds. ${tell.error(what).message} ` +
      (back
        ? `The run was taken back to step ${back.step} (epoch ${back.epoch}), where it was last saved.`
        : 'The run was taken back to its beginning, since it was not saved yet.'),
    hint: 'Go on from there with lower learning rates.',
  }),
};
