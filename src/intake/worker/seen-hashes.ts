/** 32-bit words of a hash by which pictures are told apart: chance never makes so many alike. */
const KEY_WORDS = 4;
/** Keys lie in segments, so that growing copies none of them. */
const SEGMENT = 4096;

/**
 * Which hashes came already, and at which place: open addressing over typed arrays, some 25 bytes
 * for each picture where a Map of strings takes ten times as many.
 */
export class SeenHashes {
  private readonly segments: Uint32Array[] = [];
  /** Place + 1 of the key that lies here; 0 where none does. At least half are free. */
  private slots = new Uint32Array(1024);
  private count = 0;

  /** The place where this hash was added, or null. @param hash at least four words. */
  find(hash: Uint32Array): number | null {
    const place = this.slots[this.slotOf(hash, 0)]!;
    return place === 0 ? null : place - 1;
  }

  /** Adds a hash that was not found; places count from 0. */
  add(hash: Uint32Array): void {
    if (2 * (this.count + 1) > this.slots.length) this.grow();
    const place = this.count++;
    const at = (place % SEGMENT) * KEY_WORDS;
    if (at === 0) this.segments.push(new Uint32Array(SEGMENT * KEY_WORDS));
    this.segments.at(-1)!.set(hash.subarray(0, KEY_WORDS), at);
    this.slots[this.slotOf(hash, 0)] = place + 1;
  }

  /** Where the hash at `from` lies, or the free slot where it belongs. */
  private slotOf(hash: Uint32Array, from: number): number {
    const mask = this.slots.length - 1;
    let slot = Math.imul(hash[from]! + 3 * hash[from + 1]!, 0x9e3779b1) >>> 8;
    for (;;) {
      slot &= mask;
      const place = this.slots[slot]!;
      if (place === 0 || this.same(place - 1, hash, from)) return slot;
      slot += 1;
    }
  }

  private same(place: number, hash: Uint32Array, from: number): boolean {
    const segment = this.segments[Math.floor(place / SEGMENT)]!;
    const at = (place % SEGMENT) * KEY_WORDS;
    for (let i = 0; i < KEY_WORDS; i++) if (segment[at + i] !== hash[from + i]) return false;
    return true;
  }

  private grow(): void {
    this.slots = new Uint32Array(2 * this.slots.length);
    for (let place = 0; place < this.count; place++) {
      const segment = this.segments[Math.floor(place / SEGMENT)]!;
      this.slots[this.slotOf(segment, (place % SEGMENT) * KEY_WORDS)] = place + 1;
    }
  }
}
