import type { EngineId } from './records';

/** What runs on the processor: WebAssembly with SIMD, or plain JavaScript. */
export const PROCESSOR_CODES = ['simd', 'javascript'] as const;
export type ProcessorCode = (typeof PROCESSOR_CODES)[number];

/** What an engine computes on. */
export type Adapter =
  /** A graphics card, or what imitates one, as the browser names it; '' where it does not. */
  | { readonly kind: 'gpu'; readonly name: string }
  | {
      readonly kind: 'processor';
      readonly code: ProcessorCode;
      /** From 1. */
      readonly threads: number;
    };

/** What a run was trained on. */
export type Device =
  | { readonly kind: 'engine'; readonly engine: EngineId; readonly adapter: Adapter }
  /** As an older studio, or a file for people, put it into words. */
  | { readonly kind: 'told'; readonly text: string };

/** What trains on an engine, by the engine's report. */
export const deviceOf = (report: {
  readonly engine: EngineId;
  readonly adapter: Adapter;
}): Device => ({
  kind: 'engine',
  engine: report.engine,
  adapter: report.adapter,
});

/** Equal for adapters that are told apart by nothing: what is remembered of one is kept under it. */
export const adapterKey = (adapter: Adapter): string =>
  adapter.kind === 'gpu' ? adapter.name : `${adapter.threads} ${adapter.code}`;
