import { StudioError, type StudioErrorData } from '../../contract/errors';
import type { EngineId } from '../../contract/events';
import { fetchPart } from '../../contract/fetch-part';
import type { OnPreparing } from '../../contract/preparing';
import type { OpenedEngine } from '../engine';
import { findWebgpu, type WebgpuFinding } from '../gpu/device';
import { LossGuard } from '../loss-guard';
import { withPatience } from '../patience';
import { compareEngines } from './compare';

/** The compiled engine. */
export const loadCompiled = () => fetchPart('compiled-engine', () => import('../wgsl/open'));

/** All engines that are backends of TensorFlow.js. */
export const loadTfjs = () => fetchPart('tfjs', () => import('../tfjs/open'));

/** How an engine did in the trial. */
export type Trial =
  | { readonly kind: 'measured'; readonly stepMs: number }
  | { readonly kind: 'missing'; readonly error: StudioErrorData };

/** How the compiled engine did against TensorFlow.js. */
export type CompiledTrial =
  /** Both gave the same numbers, in so many milliseconds a step. */
  | { readonly kind: 'agreed'; readonly compiledMs: number; readonly referenceMs: number }
  | { readonly kind: 'refused'; readonly error: StudioErrorData };

/** The engines that are tried against each other. */
export type Rival = Extract<EngineId, 'webgl' | 'wasm'>;

/** The outside world, as the choice needs it. */
export interface Probes {
  webgpu(): Promise<WebgpuFinding>;
  /** Opens TensorFlow.js on WebGPU and takes one step; tells why not where it fails. */
  tryWebgpu(): Promise<StudioErrorData | null>;
  /** Opens the compiled engine and holds it against TensorFlow.js on that engine. */
  tryCompiled(reference: 'webgpu' | 'cpu'): Promise<CompiledTrial>;
  trial(engine: Rival): Promise<Trial>;
}

export interface Choice {
  readonly engine: EngineId;
  readonly webgpu: WebgpuFinding;
  /** Null where it was not tried, for want of a GPU. */
  readonly compiled: CompiledTrial | null;
  /** Empty where WebGPU on a GPU was taken. */
  readonly trials: Partial<Record<Rival, Trial>>;
}

/** WebGL has to be this much faster to be taken: clocks are coarse and machines noisy, and WASM
 *  has no graphics card to lose. */
const CLEARLY = 0.9;

/**
 * [TRN8] [FAST1] On a real GPU the compiled engine where it agrees with TensorFlow.js and is faster,
 * else TensorFlow.js; without one the faster of WebGL and WASM; else the CPU. Where TensorFlow.js
 * cannot use the GPU, the compiled engine is held against it on the processor.
 */
export async function choose(probes: Probes): Promise<Choice> {
  let webgpu = await probes.webgpu();
  let compiled: CompiledTrial | null = null;
  if (webgpu.kind === 'gpu') {
    const failure = await probes.tryWebgpu();
    compiled = await probes.tryCompiled(failure ? 'cpu' : 'webgpu');
    if (isFaster(compiled)) return { engine: 'compiled', webgpu, compiled, trials: {} };
    if (!failure) return { engine: 'webgpu', webgpu, compiled, trials: {} };
    webgpu = { kind: 'broken', error: failure };
  }
  const wasm = await probes.trial('wasm');
  const webgl = await probes.trial('webgl');
  return { engine: faster(wasm, webgl), webgpu, compiled, trials: { wasm, webgl } };
}

const isFaster = (trial: CompiledTrial): boolean =>
  trial.kind === 'agreed' && trial.compiledMs < trial.referenceMs;

function faster(wasm: Trial, webgl: Trial): EngineId {
  if (webgl.kind === 'missing') return wasm.kind === 'missing' ? 'cpu' : 'wasm';
  if (wasm.kind === 'missing') return 'webgl';
  return webgl.stepMs < CLEARLY * wasm.stepMs ? 'webgl' : 'wasm';
}

/** Milliseconds for the compiled engine and its reference to be compared, all kernels compiled: a
 *  minute where a busy processor compiles for an emulated card. */
const COMPARISON_PATIENCE = 120_000;

/** Where engines are opened to be tried; several stay open until one is taken. */
export interface Bench {
  open(id: EngineId): Promise<OpenedEngine>;
  close(id: EngineId): void;
}

/** The real world. */
export function probesOver(bench: Bench, notify: OnPreparing): Probes {
  return {
    webgpu() {
      notify({ code: 'looking-for-gpu', params: {} });
      return findWebgpu().catch((error: unknown) => ({ kind: 'broken', error: failureOf(error) }));
    },
    async tryWebgpu() {
      try {
        await bench.open('webgpu');
        await (await loadTfjs()).tryOut();
        return null;
      } catch (error) {
        bench.close('webgpu');
        return failureOf(error);
      }
    },
    async tryCompiled(on): Promise<CompiledTrial> {
      try {
        const compiled = await bench.open('compiled');
        const reference = await bench.open(on);
        notify({ code: 'trying-engine', params: { engine: 'compiled' } });
        const guard = new LossGuard(compiled.lost);
        const measured = await withPatience(COMPARISON_PATIENCE, () =>
          guard.wait(compareEngines(compiled, reference)),
        );
        return { kind: 'agreed', ...measured };
      } catch (error) {
        bench.close('compiled');
        return { kind: 'refused', error: failureOf(error) };
      }
    },
    async trial(engine: Rival): Promise<Trial> {
      try {
        await bench.open(engine);
        notify({ code: 'trying-engine', params: { engine } });
        return { kind: 'measured', stepMs: await (await loadTfjs()).measure() };
      } catch (error) {
        bench.close(engine);
        return { kind: 'missing', error: failureOf(error) };
      }
    },
  };
}

const failureOf = (error: unknown): StudioErrorData =>
  StudioError.from(error, 'engine-failed').toData();
