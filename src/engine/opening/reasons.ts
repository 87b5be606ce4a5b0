import type { EngineId } from '../../contract/events';
import { ENGINE_NAMES } from '../../contract/hyperparameters';
import type { WebgpuFinding } from '../gpu/device';
import type { Choice, CompiledTrial, Rival, Trial } from './choose';

/** What the sentences need to know about the browser. */
export interface Browser {
  readonly userAgent: string;
  /** The page came over https or from this computer. */
  readonly secure: boolean;
  /** The site's headers were sent and heeded, so that memory may be shared by threads. */
  readonly isolated: boolean;
  /** There is SharedArrayBuffer. */
  readonly sharedMemory: boolean;
}

/** Why Automatic took this engine and not the first, and what to do for WebGPU on a GPU. */
export function reasonForChoice(choice: Choice, browser: Browser): string {
  if (choice.engine === 'compiled') return '';
  if (choice.engine === 'webgpu') return choice.compiled ? whyNotCompiled(choice.compiled) : '';
  return join(
    whyNotWebgpu(choice.webgpu),
    trialSentence(choice),
    whatToDo(choice.webgpu, browser),
    choice.engine === 'wasm' ? threadsSentence(browser) : '',
  );
}

/** What to say of an engine that was asked for by name. */
export function reasonForAsked(
  engine: EngineId,
  software: boolean,
  adapter: string,
  browser: Browser,
): string {
  switch (engine) {
    case 'compiled':
    case 'webgpu':
      return software
        ? `You chose ${ENGINE_NAMES[engine]}; it runs on ${adapter}, which imitates a graphics card on the processor and is slow. Automatic finds the fastest engine here.`
        : '';
    case 'webgl':
      return join(
        software
          ? `You chose WebGL; it runs on ${adapter}, which imitates a graphics card on the processor and is slow.`
          : 'You chose WebGL.',
        'Automatic finds the fastest engine here.',
      );
    case 'wasm':
      return join(
        'You chose WASM, which computes on the processor. Automatic finds the fastest engine here.',
        threadsSentence(browser),
      );
    case 'cpu':
      return 'You chose CPU, which is plain JavaScript and by far the slowest. Automatic finds the fastest engine here.';
  }
}

/** Why WebGPU is left to TensorFlow.js. */
function whyNotCompiled(trial: CompiledTrial): string {
  const name = ENGINE_NAMES.compiled;
  return trial.kind === 'refused'
    ? `${name} was passed over: ${trial.why}`
    : `${name} was passed over: in a short trial it took ${tenths(trial.compiledMs)} a step and TensorFlow.js ${tenths(trial.referenceMs)}.`;
}

/** "1.8 ms". */
const tenths = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;

/** Why there is no WebGPU on a graphics card. */
export function whyNotWebgpu(finding: WebgpuFinding): string {
  switch (finding.kind) {
    case 'gpu':
      return '';
    case 'software':
      return `WebGPU here is ${finding.adapter}, which imitates a graphics card on the processor and is slow.`;
    case 'no-adapter':
      return 'This browser has WebGPU, but offers no graphics card to it.';
    case 'insecure':
      return 'Browsers offer WebGPU only to pages that came over https or from this computer.';
    case 'absent':
      return 'This browser offers no WebGPU.';
    case 'broken':
      return `WebGPU was found, but did not work: ${finding.why}`;
  }
}

/** What to do for WebGPU on a graphics card. */
export function whatToDo(finding: WebgpuFinding, { userAgent }: Browser): string {
  switch (finding.kind) {
    case 'gpu':
      return '';
    case 'insecure':
      return 'For WebGPU, open the studio over https or at localhost.';
    case 'broken':
      return 'For WebGPU, update the browser and the graphics driver.';
    case 'absent':
      return `For WebGPU, ${browserAdvice(userAgent)}`;
    case 'software':
    case 'no-adapter':
      return /Linux/.test(userAgent) && /Chrome\//.test(userAgent) && !/Android/.test(userAgent)
        ? 'If this computer has a graphics card, turn on "Use graphics acceleration" in the browser’s settings, and Vulkan and Unsafe WebGPU at chrome://flags.'
        : 'If this computer has a graphics card, turn on graphics acceleration in the browser’s settings and update the graphics driver.';
  }
}

function browserAdvice(userAgent: string): string {
  if (/Firefox\//.test(userAgent)) {
    return 'use Firefox 141 or newer on Windows, 145 or newer on a Mac, or Chrome or Edge.';
  }
  if (/Chrome\//.test(userAgent))
    return 'update the browser: Chrome and Edge have it since version 113.';
  if (/Safari\//.test(userAgent)) return 'use Safari 26 or newer, or Chrome.';
  return 'use a recent Chrome, Edge, Safari or Firefox.';
}

/** "A short trial took 21 ms a step on WASM and 830 ms on WebGL." */
function trialSentence({ engine, trials }: Choice): string {
  const { wasm, webgl } = trials;
  if (wasm?.kind === 'measured' && webgl?.kind === 'measured') {
    const other: Rival = engine === 'wasm' ? 'webgl' : 'wasm';
    return `In a short trial ${ENGINE_NAMES[engine]} took ${ms(trials[engine === 'wasm' ? 'wasm' : 'webgl'])} a step and ${ENGINE_NAMES[other]} ${ms(trials[other])}.`;
  }
  if (engine === 'cpu') {
    return `WASM and WebGL did not work either, so plain JavaScript computes, which is slow. ${missing(wasm)} ${missing(webgl)}`.trim();
  }
  return `${ENGINE_NAMES[engine]} computes instead. ${missing(engine === 'wasm' ? webgl : wasm)}`.trim();
}

const ms = (trial: Trial | undefined): string =>
  trial?.kind === 'measured' ? `${Math.max(1, Math.round(trial.stepMs))} ms` : '';

const missing = (trial: Trial | undefined): string => (trial?.kind === 'missing' ? trial.why : '');

/** Why WASM has no threads, and what to do. */
function threadsSentence({ secure, isolated, sharedMemory }: Browser): string {
  if (isolated && sharedMemory) return '';
  const why = !secure
    ? 'since this page came over plain http, where browsers ignore the headers that allow more; open the studio at localhost or over https.'
    : isolated
      ? 'since this browser shares no memory between threads (SharedArrayBuffer).'
      : 'since the site sends no Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy headers; npm start serves the studio with them.';
  return `It has one thread only, ${why}`;
}

const join = (...sentences: string[]): string => sentences.filter((s) => s !== '').join(' ');
