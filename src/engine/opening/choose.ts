import type { EngineId } from '../../contract/events';
import type { WebgpuFinding } from '../gpu/device';

/** How an engine did in the trial. */
export type Trial =
  | { readonly kind: 'measured'; readonly stepMs: number }
  | { readonly kind: 'missing'; readonly why: string };

/** How the compiled engine did against TensorFlow.js. */
export type CompiledTrial =
  /** Both gave the same numbers, in so many milliseconds a step. */
  | { readonly kind: 'agreed'; readonly compiledMs: number; readonly referenceMs: number }
  | { readonly kind: 'refused'; readonly why: string };

/** The engines that are tried against each other. */
export type Rival = Extract<EngineId, 'webgl' | 'wasm'>;

/** The outside world, as the choice needs it. */
export interface Probes {
  webgpu(): Promise<WebgpuFinding>;
  /** Opens TensorFlow.js on WebGPU and takes one step; tells why not where it fails. */
  tryWebgpu(): Promise<{ readonly why: string } | null>;
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
    if (isFaster(compiled)) return { engine: 'wgsl', webgpu, compiled, trials: {} };
    if (!failure) return { engine: 'webgpu', webgpu, compiled, trials: {} };
    webgpu = { kind: 'broken', why: failure.why };
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
