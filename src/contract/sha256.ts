import { sha256 as plain } from '@noble/hashes/sha2.js';
import { yieldToMessages } from './yielding';

/** Bytes hashed at one go where we do it ourselves; some ten milliseconds of work. */
const SLICE = 2 ** 20;

/**
 * SHA-256, 32 bytes. The browser computes it beside this thread where it offers to; on a page from
 * a plain http address it does not, and a library computes the same here, slice by slice, so that
 * other work goes on between two.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  // The type says it is always there; outside a secure context it is not.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle) return new Uint8Array(await subtle.digest('SHA-256', bytes));
  const hash = plain.create();
  for (let at = 0; at < bytes.length; at += SLICE) {
    if (at > 0) await yieldToMessages();
    hash.update(bytes.subarray(at, at + SLICE));
  }
  return Uint8Array.from(hash.digest());
}

/** SHA-256 as lower-case hex. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(await sha256(bytes));
}

/** Bytes as lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += HEX[byte]!;
  return hex;
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
