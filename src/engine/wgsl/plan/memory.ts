import type { DispatchList } from './dispatch';
import type { Storage } from './tensor';

export const VECTOR_BYTES = 16;

interface Life {
  readonly storage: Storage;
  readonly from: number;
  to: number;
}

/**
 * Shares buffers between storages of a list whose lives do not overlap: the largest first, each into
 * the smallest buffer that is large enough and free for all of its life (greedy by size, Pisarchyk and
 * Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020). A storage has a whole buffer
 * to itself while it lives, since what a kernel writes must not be bound to be read elsewhere.
 * @param sizes bytes of the buffers there are; those of another list are free. New ones are added.
 * @returns the buffer of each storage that is not kept.
 */
export function planMemory({ dispatches }: DispatchList, sizes: number[]): Map<Storage, number> {
  const lives = new Map<Storage, Life>();
  dispatches.forEach(({ tensors }, at) => {
    for (const { storage } of Object.values(tensors)) {
      if (storage.kept) continue;
      const life = lives.get(storage);
      if (life) life.to = at;
      else lives.set(storage, { storage, from: at, to: at });
    }
  });
  const sorted = [...lives.values()].sort((a, b) => b.storage.vectors - a.storage.vectors);
  const taken: Life[][] = sizes.map(() => []);
  const places = new Map<Storage, number>();
  for (const life of sorted) {
    const bytes = life.storage.vectors * VECTOR_BYTES;
    let best = -1;
    taken.forEach((others, buffer) => {
      const fits = sizes[buffer]! >= bytes && (best < 0 || sizes[buffer]! < sizes[best]!);
      if (fits && others.every((other) => other.to < life.from || other.from > life.to)) {
        best = buffer;
      }
    });
    if (best < 0) {
      best = sizes.length;
      sizes.push(bytes);
      taken.push([]);
    }
    taken[best]!.push(life);
    places.set(life.storage, best);
  }
  return places;
}

/** Storages that outlive a step, each with a buffer of its own. */
export function keptStorages({ dispatches, tables }: DispatchList): Set<Storage> {
  const kept = new Set(tables.map(({ storage }) => storage));
  for (const { tensors } of dispatches) {
    for (const { storage } of Object.values(tensors)) if (storage.kept) kept.add(storage);
  }
  return kept;
}
