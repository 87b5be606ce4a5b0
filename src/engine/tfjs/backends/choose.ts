import type { EngineId } from '../../../contract/events';

/** What was found where WebGPU was looked for. */
export type WebgpuFinding =
  | { readonly kind: 'gpu'; readonly adapter: string }
  | { readonly kind: 'software'; readonly adapter: string }
  /** The browser has WebGPU and offers no adapter. */
  | { readonly kind: 'no-adapter' }
  /** The page came over http, where browsers offer no WebGPU. */
  | { readonly kind: 'insecure' }
  | { readonly kind: 'absent' }
  /** There is a graphics card, and it could not be opened or computed wrongly. */
  | { readonly kind: 'broken'; readonly why: string };

/** How an engine did in the trial. */
export type Trial =
  | { readonly kind: 'measured'; readonly stepMs: number }
  | { readonly kind: 'missing'; readonly why: string };

/** The engines that are tried against each other. */
export type Rival = Extract<EngineId, 'webgl' | 'wasm'>;

/** The outside world, as the choice needs it. */
export interface Probes {
  webgpu(): Promise<WebgpuFinding>;
  /** Opens WebGPU and takes one step; tells why not where it fails. */
  tryWebgpu(): Promise<{ readonly why: string } | null>;
  trial(engine: Rival): Promise<Trial>;
}

export interface Choice {
  readonly engine: EngineId;
  readonly webgpu: WebgpuFinding;
  /** Empty where WebGPU on a GPU was taken. */
  readonly trials: Partial<Record<Rival, Trial>>;
}

/** WebGL has to be this much faster to be taken: clocks are coarse and machines noisy, and WASM
 *  has no graphics card to lose. */
const CLEARLY = 0.9;

/** [TRN8] WebGPU on a real GPU; else the faster of WebGL and WASM; else the CPU. */
export async function choose(probes: Probes): Promise<Choice> {
  let webgpu = await probes.webgpu();
  if (webgpu.kind === 'gpu') {
    const failure = await probes.tryWebgpu();
    if (!failure) return { engine: 'webgpu', webgpu, trials: {} };
    webgpu = { kind: 'broken', why: failure.why };
  }
  const wasm = await probes.trial('wasm');
  const webgl = await probes.trial('webgl');
  return { engine: faster(wasm, webgl), webgpu, trials: { wasm, webgl } };
}

function faster(wasm: Trial, webgl: Trial): EngineId {
  if (webgl.kind === 'missing') return wasm.kind === 'missing' ? 'cpu' : 'wasm';
  if (wasm.kind === 'missing') return 'webgl';
  return webgl.stepMs < CLEARLY * wasm.stepMs ? 'webgl' : 'wasm';
}
