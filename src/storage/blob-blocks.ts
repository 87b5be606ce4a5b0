import type { WeightTensor } from '../contract/records';
import { sha256 } from '../contract/sha256';
import { elements } from '../nets/shapes';
import { refuse } from '../records/check';
import type { WriteTransaction } from './connection';

/** Most bytes of one part: however large a net is, no record grows with it. */
export const PART_BYTES = 16 * 2 ** 20;

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

/** What a header says of tensors whose numbers lie in parts. */
export interface Packed {
  readonly groups: readonly (readonly Omit<WeightTensor, 'values'>[])[];
  /** In order. `sha256`: 32 bytes; null where an older studio could not compute it. */
  readonly parts: readonly {
    readonly bytes: number;
    readonly sha256: Uint8Array<ArrayBuffer> | null;
  }[];
}

export const packedBytes = (packed: Packed): number =>
  packed.parts.reduce((sum, part) => sum + part.bytes, 0);

/**
 * Groups of tensors as parts and what a header says of them, with checksums, which must be there
 * before a transaction begins: it does not wait. Other work goes on between two parts; until this
 * resolves, the numbers must stay as they are.
 * @param most bytes of a part; other than PART_BYTES only in tests.
 */
export async function pack(
  groups: readonly (readonly WeightTensor[])[],
  most = PART_BYTES,
): Promise<{ packed: Packed; bodies: Uint8Array<ArrayBuffer>[] }> {
  const tensors = groups.flat();
  const total = tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  const sizes = Array.from({ length: Math.ceil(total / most) }, (_, i) =>
    Math.min(most, total - i * most),
  );
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  const sums: Uint8Array<ArrayBuffer>[] = [];
  for (const { part, at, bytes } of pieces(tensors, sizes)) {
    const body = (bodies[part] ??= new Uint8Array(sizes[part]!));
    body.set(bytes, at);
    if (at + bytes.length === body.length) sums[part] = await sha256(body);
  }
  return {
    packed: {
      groups: groups.map((group) => group.map(({ name, shape }) => ({ name, shape }))),
      parts: bodies.map((body, i) => ({ bytes: body.length, sha256: sums[i]! })),
    },
    bodies,
  };
}

/**
 * The groups of tensors that `pack` took.
 * @param found the parts in order, as they were stored; undefined where one is missing.
 * @throws StudioError where one is missing or is not as it was written.
 */
export async function unpack(
  { groups, parts }: Packed,
  found: readonly (Uint8Array<ArrayBuffer> | undefined)[],
): Promise<WeightTensor[][]> {
  const bodies = await Promise.all(
    parts.map(async (part, i) => {
      const which = `Part ${i + 1} of ${parts.length}`;
      const body = found[i];
      if (body?.length !== part.bytes) {
        return refuse(which, `${part.bytes} bytes`, body?.length ?? 'none');
      }
      if (part.sha256 && !same(part.sha256, await sha256(body))) {
        return refuse(which, 'as it was written', 'another checksum (SHA-256)');
      }
      return body;
    }),
  );
  const sizes = parts.map((part) => part.bytes);
  const tensors = groups.map((group) =>
    group.map(({ name, shape }) => ({ name, shape, values: new Float32Array(elements(shape)) })),
  );
  for (const { part, at, bytes } of pieces(tensors.flat(), sizes)) {
    bytes.set(bodies[part]!.subarray(at, at + bytes.length));
  }
  return tensors;
}

/** The bytes of the tensors cut at the ends of the parts, with the place of each in its part. */
function* pieces(
  tensors: readonly WeightTensor[],
  sizes: readonly number[],
): Generator<{ part: number; at: number; bytes: Uint8Array }> {
  let part = 0;
  let at = 0;
  for (const { values } of tensors) {
    let rest = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    while (rest.length > 0) {
      const bytes = rest.subarray(0, sizes[part]! - at);
      yield { part, at, bytes };
      rest = rest.subarray(bytes.length);
      at += bytes.length;
      if (at === sizes[part]) [part, at] = [part + 1, 0];
    }
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** All parts of one generator or checkpoint. */
export const partsOf = (runId: string, kind: string, place: readonly number[]): IDBKeyRange =>
  IDBKeyRange.bound([runId, kind, place], [runId, kind, place, []]);

/** Puts the parts in the place of any that were there. */
export async function putParts(
  transaction: WriteTransaction,
  { runId, kind, place }: Pick<PartRecord, 'runId' | 'kind' | 'place'>,
  bodies: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  const store = transaction.objectStore('parts');
  await store.delete(partsOf(runId, kind, place));
  for (const [part, bytes] of bodies.entries()) {
    await store.put({ runId, kind, place, part, bytes });
  }
}
