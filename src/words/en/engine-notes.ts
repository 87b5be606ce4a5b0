import type { EngineNoteParams, MissingEngine } from '../../contract/engine-notes';
import { count, tenths } from '../format';
import type { EngineNoteTexts } from '../engine-notes';
import type { Tell } from '../tell';
import { cardName } from './device';
import { engineName } from './engine-names';
import { webgpuAdvice, webgpuLack } from './errors/engine';

const PASSED_OVER = `${engineName('compiled')} was passed over:`;
const FASTEST = 'Automatic finds the fastest engine here.';
const IMITATION = 'which imitates a graphics card on the processor and is slow.';

const WHY_ONE_THREAD: Readonly<Record<EngineNoteParams['one-thread']['why'], string>> = {
  'plain-http':
    'since this page came over plain http, where browsers ignore the headers that allow more; open the studio at localhost or over https.',
  'no-shared-memory': 'since this browser shares no memory between threads (SharedArrayBuffer).',
  'no-headers':
    'since the site sends no Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy headers; npm start serves the studio with them.',
};

/** "1.8 ms". */
const precisely = (milliseconds: number): string => `${tenths(milliseconds)} ms`;
const roughly = (milliseconds: number): string =>
  `${count(Math.max(1, Math.round(milliseconds)))} ms`;

const withMissing = (sentence: string, missing: readonly MissingEngine[], tell: Tell): string =>
  [
    sentence,
    ...missing.map(({ engine, error }) => `${engineName(engine)}: ${tell.error(error).message}`),
  ].join(' ');

function chosen({ engine, imitated }: EngineNoteParams['engine-chosen']): string {
  switch (engine) {
    case 'wasm':
      return `You chose WASM, which computes on the processor. ${FASTEST}`;
    case 'cpu':
      return `You chose CPU, which is plain JavaScript and by far the slowest. ${FASTEST}`;
    case 'compiled':
    case 'webgpu':
    case 'webgl': {
      const runs = imitated === null ? '.' : `; it runs on ${cardName(imitated)}, ${IMITATION}`;
      return `You chose ${engineName(engine)}${runs} ${FASTEST}`;
    }
  }
}

export const engineNotes: EngineNoteTexts = {
  'compiled-failed': ({ error }, tell) => `${PASSED_OVER} ${tell.error(error).message}`,
  'compiled-slower': ({ compiledMs, referenceMs }) =>
    `${PASSED_OVER} in a short trial it took ${precisely(compiledMs)} a step and TensorFlow.js ${precisely(referenceMs)}.`,
  'webgpu-lacks': ({ lack }, tell) => webgpuLack(lack, tell),
  'webgpu-advice': ({ lack, browser }) => webgpuAdvice(lack, browser),
  'trial-won': ({ engine, ms, other, otherMs }) =>
    `In a short trial ${engineName(engine)} took ${roughly(ms)} a step and ${engineName(other)} ${roughly(otherMs)}.`,
  'engine-instead': ({ engine, missing }, tell) =>
    withMissing(`${engineName(engine)} computes instead.`, missing, tell),
  'cpu-alone': ({ missing }, tell) =>
    withMissing(
      'WASM and WebGL did not work either, so plain JavaScript computes, which is slow.',
      missing,
      tell,
    ),
  'engine-chosen': chosen,
  'one-thread': ({ why }) => `It has one thread only, ${WHY_ONE_THREAD[why]}`,
};
