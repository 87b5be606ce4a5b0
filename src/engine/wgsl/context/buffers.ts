import type { DispatchList, Table } from '../plan/dispatch';
import { VECTOR_BYTES, keptStorages, planMemory } from '../plan/memory';
import type { Storage } from '../plan/tensor';

/** The GPU's memory of one model: buffers are made when a list is added, and none after that. */
export class Buffers {
  private readonly kept = new Map<Storage, GPUBuffer>();
  private readonly arena: GPUBuffer[] = [];
  private readonly places = new Map<Storage, number>();

  constructor(private readonly device: GPUDevice) {}

  /** Makes room for a list. Lists of one model never run at once, so that they share the arena. */
  add(list: DispatchList): void {
    for (const storage of keptStorages(list)) this.keep(storage);
    const sizes = this.arena.map(({ size }) => size);
    for (const [storage, place] of planMemory(list, sizes)) this.places.set(storage, place);
    for (const size of sizes.slice(this.arena.length)) {
      this.arena.push(this.make(`arena ${this.arena.length}`, size));
    }
    for (const table of list.tables) this.write(table);
  }

  /** The buffer of a storage that outlives steps; made where there is none. */
  keep(storage: Storage): GPUBuffer {
    let buffer = this.kept.get(storage);
    if (!buffer) {
      buffer = this.make(storage.name, storage.vectors * VECTOR_BYTES);
      this.kept.set(storage, buffer);
    }
    return buffer;
  }

  /** @throws Error for a storage of another model. */
  of(storage: Storage): GPUBuffer {
    const buffer = storage.kept
      ? this.kept.get(storage)
      : this.arena[this.places.get(storage) ?? -1];
    if (!buffer) throw new Error(`There is no buffer for "${storage.name}".`);
    return buffer;
  }

  /** Writes numbers to a storage, from a byte on. */
  write({ storage, data }: Table, offset = 0): void {
    this.device.queue.writeBuffer(this.of(storage), offset, data);
  }

  get bytes(): number {
    return [...this.kept.values(), ...this.arena].reduce((sum, { size }) => sum + size, 0);
  }

  get count(): number {
    return this.kept.size + this.arena.length;
  }

  destroy(): void {
    for (const buffer of [...this.kept.values(), ...this.arena]) buffer.destroy();
  }

  private make(label: string, size: number): GPUBuffer {
    return this.device.createBuffer({
      label,
      size: Math.max(VECTOR_BYTES, size),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  }
}
