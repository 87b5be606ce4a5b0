import type { StudioErrorData } from '../errors';
import type { EngineId } from '../records';
import type { KindsOf, Nothing } from './of';

/** Why there is no WebGPU on a graphics card. */
export type WebgpuLack =
  /** Only one that is imitated on the processor; `adapter` is its name, '' where it has none. */
  | { readonly lack: 'software'; readonly adapter: string }
  /** The browser has WebGPU and offers no adapter. */
  | { readonly lack: 'no-adapter' }
  /** The page came over http, where browsers offer no WebGPU. */
  | { readonly lack: 'insecure' }
  | { readonly lack: 'absent' }
  /** There is a graphics card, and it could not be opened or computed wrongly. */
  | { readonly lack: 'broken'; readonly error: StudioErrorData };

/** Browsers that advice differs for. */
export type BrowserFamily = 'firefox' | 'chrome' | 'linux-chrome' | 'safari' | 'other';

/** One tensor of a model's state: the name of its group, and its own as in WeightTensor. */
export interface TensorPlace {
  readonly group: string;
  readonly name: string;
}

export interface StepPlace {
  readonly step: number;
  readonly epoch: number;
}

/** Of the engines, from their opening to the numbers that they give. */
export interface EngineErrors {
  /** The engine that was asked for does not work. */
  'engine-unusable': { readonly engine: EngineId; readonly error: StudioErrorData };
  /** WebGPU was asked for. */
  'webgpu-missing': { readonly lack: WebgpuLack; readonly browser: BrowserFamily };
  'webgpu-no-adapter': Nothing;
  'webgl-missing': Nothing;
  'webgl-half-precision': Nothing;
  /** The browser adds noise to what is read back. */
  'webgl-noise': Nothing;
  'webassembly-missing': Nothing;
  'webassembly-no-simd': Nothing;
  'wasm-program-missing': Nothing;
  'tfjs-backend-missing': { readonly engine: EngineId };
  /** Another engine was asked for while a run uses one. */
  'engine-in-use': Nothing;
  /** A run goes on on another engine than it was trained on. */
  'engine-changed': {
    readonly run: string;
    readonly trainedOn: EngineId;
    readonly goesOnOn: EngineId;
    readonly missing: StudioErrorData;
  };
  /** The compiled engine left its networks to TensorFlow.js. */
  'nets-not-compiled': { readonly error: StudioErrorData };
  'engine-opens-too-slowly': { readonly seconds: number };
  /** `difference` is relative. */
  'engine-disagrees': TensorPlace & { readonly difference: number };
  'engine-computes-wrongly': {
    readonly found: readonly number[];
    readonly expected: readonly number[];
  };
  /** `said` is the driver's. */
  'kernel-not-compiled': { readonly kernel: string; readonly said: string };
  'step-out-of-memory': { readonly error: StudioErrorData };
  'engine-stopped': { readonly error: StudioErrorData };
  'webgpu-lost': { readonly said: string };
  'webgpu-out-of-memory': Nothing;
  'webgl-lost': Nothing;
  'engine-silent': { readonly seconds: number };
  'engine-all-zeros': Nothing;
  /** Lost so often in a row that the run waits. */
  'engine-lost-again': { readonly last: StudioErrorData };
  /** It was closed on purpose. */
  'engine-closed': Nothing;
  /** NaN or an infinity, as text: JSON knows neither. */
  'metric-not-finite': {
    readonly metric: 'discriminatorLoss' | 'generatorLoss' | 'realScore' | 'fakeScore';
    readonly value: string;
  };
  'weights-not-finite': Nothing;
  'tensor-not-finite': TensorPlace & { readonly value: string };
  /** The run was taken back to `back`, or to its beginning. */
  'numbers-bad': StepPlace & { readonly what: StudioErrorData; readonly back: StepPlace | null };
}

export const ENGINE_KINDS: KindsOf<EngineErrors> = {
  'engine-unusable': 'engine-unavailable',
  'webgpu-missing': 'engine-unavailable',
  'webgpu-no-adapter': 'engine-unavailable',
  'webgl-missing': 'engine-unavailable',
  'webgl-half-precision': 'engine-unavailable',
  'webgl-noise': 'engine-unavailable',
  'webassembly-missing': 'engine-unavailable',
  'webassembly-no-simd': 'engine-unavailable',
  'wasm-program-missing': 'engine-unavailable',
  'tfjs-backend-missing': 'engine-unavailable',
  'engine-in-use': 'engine-unavailable',
  'engine-changed': 'engine-unavailable',
  'nets-not-compiled': null,
  'engine-opens-too-slowly': 'engine-failed',
  'engine-disagrees': 'engine-failed',
  'engine-computes-wrongly': 'engine-failed',
  'kernel-not-compiled': 'engine-failed',
  'step-out-of-memory': 'engine-failed',
  'engine-stopped': 'engine-failed',
  'webgpu-lost': 'device-lost',
  'webgpu-out-of-memory': 'device-lost',
  'webgl-lost': 'device-lost',
  'engine-silent': 'device-lost',
  'engine-all-zeros': 'device-lost',
  'engine-lost-again': 'device-lost',
  'engine-closed': 'cancelled',
  'metric-not-finite': 'numbers-bad',
  'weights-not-finite': 'numbers-bad',
  'tensor-not-finite': 'numbers-bad',
  'numbers-bad': 'numbers-bad',
};
