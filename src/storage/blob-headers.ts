import { StudioError } from '../contract/errors';
import type { GeneratorFields } from '../nets/kept-generator';
import type { CheckpointFields } from '../records/restore-model';
import type { StoredTensor } from '../records/tensors';

/** Form of headers and parts as they are written now. */
export const HEADER_VERSION = 2;

/** What a header says of tensors whose numbers lie in parts. */
export interface Packed {
  /** In the order of their numbers. */
  readonly tensors: readonly StoredTensor[];
  /** In order. `sha256`: 32 bytes; null where an older studio could not compute it. */
  readonly parts: readonly {
    readonly bytes: number;
    readonly sha256: Uint8Array<ArrayBuffer> | null;
  }[];
}

/** A record without the numbers of its tensors, which lie in parts. */
export type Header<Fields> = Fields & { readonly version: number; readonly packed: Packed };
export type GeneratorHeader = Header<GeneratorFields>;
export type CheckpointHeader = Header<CheckpointFields>;

/** What tensors are kept in parts; the name of the store where their headers lie. */
export type PartKind = 'generators' | 'checkpoints';

/** One stretch of the bytes of all tensors of a generator or checkpoint, one after another. */
export interface PartRecord {
  readonly runId: string;
  readonly kind: PartKind;
  /** What follows the run's id in the key of the header: [epoch] or [step]. */
  readonly place: readonly number[];
  readonly part: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** @throws StudioError `file-newer` where a header is of a newer form than this studio reads. */
export function refuseNewer(header: unknown): void {
  const version = (header as { readonly version?: unknown } | null)?.version;
  if (typeof version !== 'number' || version <= HEADER_VERSION) return;
  throw new StudioError('record-newer');
}
