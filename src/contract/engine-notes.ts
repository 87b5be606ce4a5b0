import type { StudioErrorData } from './errors';
import type { BrowserFamily, WebgpuLack } from './errors/engine';
import type { EngineId } from './records';

/** An engine that was tried and does not work here. */
export interface MissingEngine {
  readonly engine: EngineId;
  readonly error: StudioErrorData;
}

/** What there is to say of the engine that was taken: why this one, and what to do for a better. */
export interface EngineNoteParams {
  /** The compiled engine was passed over, because it failed or because it was slower. */
  'compiled-failed': { readonly error: StudioErrorData };
  'compiled-slower': { readonly compiledMs: number; readonly referenceMs: number };
  'webgpu-lacks': { readonly lack: WebgpuLack };
  'webgpu-advice': { readonly lack: WebgpuLack; readonly browser: BrowserFamily };
  /** Milliseconds a step. */
  'trial-won': {
    readonly engine: EngineId;
    readonly ms: number;
    readonly other: EngineId;
    readonly otherMs: number;
  };
  'engine-instead': { readonly engine: EngineId; readonly missing: readonly MissingEngine[] };
  'cpu-alone': { readonly missing: readonly MissingEngine[] };
  /** It was asked for by name; `imitated` names the adapter of one that the processor imitates,
   *  '' where the browser does not. */
  'engine-chosen': { readonly engine: EngineId; readonly imitated: string | null };
  'one-thread': { readonly why: 'plain-http' | 'no-shared-memory' | 'no-headers' };
}
export type EngineNoteCode = keyof EngineNoteParams;

export type EngineNote = {
  readonly [C in EngineNoteCode]: { readonly code: C; readonly params: EngineNoteParams[C] };
}[EngineNoteCode];
