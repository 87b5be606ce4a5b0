/** Bytes of a file that tell whether it is one. */
export const SAFETENSORS_HEAD = 64;

/** Longest header that the format allows: https://github.com/huggingface/safetensors. */
const LONGEST_HEADER = 100_000_000;

/**
 * Whether a file begins as one of safetensors with metadata does: the length of its header as a u64,
 * little-endian, then the header, JSON whose first field is `__metadata__`.
 * @param head its first SAFETENSORS_HEAD bytes, or all of them.
 */
export function isSafetensors(head: Uint8Array): boolean {
  if (head.length < SAFETENSORS_HEAD) return false;
  const length = new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true);
  if (length > LONGEST_HEADER) return false;
  const text = new TextDecoder().decode(head.subarray(8));
  return /^\{\s*"__metadata__"/.test(text);
}
