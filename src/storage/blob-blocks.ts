import { StudioError } from '../contract/errors';
import type { TensorGroups } from '../contract/records';
import { sha256 } from '../contract/sha256';
import { BLOCK_BYTES, decodeTensors, encodeTensors, headersOf } from '../records/tensors';
import type { Packed } from './blob-headers';

export const packedBytes = (packed: Packed): number =>
  packed.parts.reduce((sum, part) => sum + part.bytes, 0);

/**
 * Groups of tensors as parts and what a header says of them, with checksums, which must be there
 * before a transaction begins: it does not wait. Other work goes on between two parts; until this
 * resolves, the numbers must stay as they are.
 * @param most bytes of a part, a multiple of 4; BLOCK_BYTES but in tests.
 */
export async function pack(
  groups: TensorGroups,
  most = BLOCK_BYTES,
): Promise<{ packed: Packed; bodies: Uint8Array<ArrayBuffer>[] }> {
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  const parts: Packed['parts'][number][] = [];
  for (const body of encodeTensors(groups, most)) {
    bodies.push(body);
    parts.push({ bytes: body.length, sha256: await sha256(body) });
  }
  return { packed: { tensors: headersOf(groups), parts }, bodies };
}

/**
 * The groups of tensors that `pack` took.
 * @param found the parts in order, as they were stored; undefined where one is missing.
 * @throws StudioError where one is missing or is not as it was written.
 */
export async function unpack(
  { tensors, parts }: Packed,
  found: readonly (Uint8Array<ArrayBuffer> | undefined)[],
): Promise<TensorGroups> {
  const bodies = await Promise.all(
    parts.map(async (part, i) => {
      const which = { block: i + 1, blocks: parts.length };
      const body = found[i];
      if (body?.length !== part.bytes) {
        const sizes = { bytes: part.bytes, found: body?.length ?? null };
        throw new StudioError('block-of-other-size', { ...which, ...sizes });
      }
      if (part.sha256 && !same(part.sha256, await sha256(body))) {
        throw new StudioError('block-changed', which);
      }
      return body;
    }),
  );
  return decodeTensors(tensors, bodies, 'state');
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
