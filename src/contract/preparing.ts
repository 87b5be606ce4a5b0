import type { Nothing } from './errors/of';
import type { EngineId } from './records';

/** `done` of `all`, the one at hand included. */
interface Share {
  readonly done: number;
  readonly all: number;
}

/** What is done before a run trains, and what there is to tell of it; the sentences stand in words/. */
export interface PreparingParams {
  starting: Nothing;
  'going-on': Nothing;
  /** What was lost is opened anew. */
  'engine-lost': Nothing;
  'worker-lost': Nothing;
  'opening-engine': Nothing;
  'looking-for-gpu': Nothing;
  'starting-engine': { readonly engine: EngineId };
  /** A few steps of a small net, for their speed and agreement. */
  'trying-engine': { readonly engine: EngineId };
  'reading-pictures': { readonly pictures: number };
  'building-networks': Nothing;
  /** Null while it is not known how many there are. */
  'compiling-kernels': { readonly share: Share | null };
  'checking-kernels': { readonly share: Share };
  'timing-kernels': { readonly share: Share };
  'going-on-from': { readonly step: number };
  'first-grid': Nothing;
}

export type PreparingCode = keyof PreparingParams;

/** What preparing a run is about at the moment. */
export type Preparing = {
  readonly [Code in PreparingCode]: { readonly code: Code; readonly params: PreparingParams[Code] };
}[PreparingCode];

/** Told what is done, whenever that changes. */
export type OnPreparing = (now: Preparing) => void;
