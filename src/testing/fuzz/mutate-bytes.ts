import type { Dice } from './dice';

type Bytes = Uint8Array<ArrayBuffer>;

/** Values that readers of sizes and counts trip over. */
const WORDS = [0, 1, 0x7f, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const joined = (...parts: readonly Uint8Array[]): Bytes => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

/** A copy with something done to it; headers and directories, at both ends, are hit most. */
export function mutateBytes(bytes: Uint8Array, dice: Dice): Bytes {
  let out: Bytes = bytes.slice();
  for (let left = 1 + dice.below(4); left > 0; left--) out = mutateOnce(out, dice);
  return out;
}

/** A place within `length` bytes. */
function place(length: number, dice: Dice): number {
  const near = Math.min(length, 64 + dice.below(400));
  if (dice.chance(0.3)) return dice.below(near);
  if (dice.chance(0.4)) return length - near + dice.below(near);
  return dice.below(length);
}

function mutateOnce(bytes: Bytes, dice: Dice): Bytes {
  const { length } = bytes;
  if (length < 8) return Uint8Array.of(dice.below(256));
  const at = place(length, dice);
  const run = Math.min(length - at, 1 + dice.below(dice.chance(0.2) ? length : 64));
  const view = new DataView(bytes.buffer);
  const word = dice.chance(0.7) ? dice.pick(WORDS) : dice.word();
  switch (dice.below(10)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return joined(bytes.subarray(0, at), bytes.subarray(at + run));
    case 2:
      return joined(bytes.subarray(0, at + run), bytes.subarray(at));
    case 3:
      return joined(bytes.subarray(0, at), bytes.slice(0, run), bytes.subarray(at));
    case 4:
      bytes.fill(dice.pick([0, 0xff]), at, at + run);
      return bytes;
    case 5:
      view.setUint32(Math.min(at, length - 4), word, true);
      return bytes;
    case 6:
      view.setUint32(Math.min(at, length - 4), word);
      return bytes;
    case 7:
      view.setUint16(Math.min(at, length - 2), word & 0xffff, true);
      return bytes;
    default:
      bytes[at]! ^= 1 << dice.below(8);
      return bytes;
  }
}
