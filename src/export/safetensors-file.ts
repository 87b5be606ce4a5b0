/** A tensor as a file names it, row-major. */
export interface NamedTensor {
  readonly name: string;
  readonly dtype: 'F32' | 'U8';
  readonly shape: readonly number[];
}

/** The format wants tensors on addresses of their numbers; readers that map the file like more. */
const ALIGNMENT = 8;

const BYTES = { F32: 4, U8: 1 } as const;

/**
 * What a safetensors file begins with: the length of a JSON header (u64), and the header. The numbers of
 * the tensors follow, one after the other.
 * @param metadata its values are texts, as the format has it.
 */
export function safetensorsHead(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let at = 0;
  for (const { name, dtype, shape } of tensors) {
    const end = at + shape.reduce((product, edge) => product * edge, BYTES[dtype]);
    header[name] = { dtype, shape, data_offsets: [at, end] };
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const head = new Uint8Array(8 + length).fill(0x20);
  new DataView(head.buffer).setBigUint64(0, BigInt(length), true);
  head.set(json, 8);
  return head;
}
