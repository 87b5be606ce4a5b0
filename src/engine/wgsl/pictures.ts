import { pictureLength } from '../../contract/picture-shape';
import type { TrainingSet } from '../training-set';
import type { Buffers } from './context/buffers';
import { storage, type Storage } from './plan/tensor';

/** Pictures that share a buffer. */
export interface HeldBuffer {
  readonly storage: Storage;
  readonly pictures: number;
}

/**
 * Takes a set's bytes onto the GPU, as many buffers as the adapter's limit asks for; chunk by chunk,
 * so that a large set never lies in the processor's memory whole.
 * @param room bytes that the set may take in all.
 * @param largest bytes of one buffer; the adapter's limit unless told.
 * @returns null where it does not fit.
 */
export async function holdPictures(
  device: GPUDevice,
  buffers: Buffers,
  set: TrainingSet,
  room: number,
  largest = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize),
): Promise<HeldBuffer[] | null> {
  const size = pictureLength(set.shape);
  if (set.count * size > room) return null;
  // Whole pictures to a buffer.
  const most = Math.floor(largest / size);
  device.pushErrorScope('out-of-memory');
  const held: HeldBuffer[] = [];
  for (let first = 0; first < set.count; first += most) {
    const pictures = Math.min(most, set.count - first);
    const one = {
      storage: storage('held pictures', Math.ceil((pictures * size) / 16), true),
      pictures,
    };
    buffers.keep(one.storage);
    held.push(one);
  }
  if (await device.popErrorScope()) return null;
  await upload(buffers, set, size, most, held);
  return held;
}

async function upload(
  buffers: Buffers,
  set: TrainingSet,
  size: number,
  most: number,
  held: readonly HeldBuffer[],
): Promise<void> {
  const chunks = set.starts.length - 1;
  const writer = new Writer(buffers, held);
  for (let chunk = 0; chunk < chunks; chunk++) {
    await set.ready([chunk], chunk + 1 < chunks ? [chunk + 1] : []);
    for (let n = set.starts[chunk]!; n < set.starts[chunk + 1]!; n++) {
      writer.put(Math.floor(n / most), (n % most) * size, set.picture(n));
    }
  }
  writer.flush();
  // Nothing has to be at hand any more.
  await set.ready([], []);
}

/** Bytes of a write, at least: a picture may be no whole number of four, as a write has to be. */
const PIECE = 2 ** 20;

/** Joins pictures to larger writes. */
class Writer {
  private readonly bytes = new Uint8Array(2 * PIECE);
  private filled = 0;
  private buffer = 0;
  private offset = 0;

  constructor(
    private readonly buffers: Buffers,
    private readonly held: readonly HeldBuffer[],
  ) {}

  put(buffer: number, offset: number, picture: Uint8Array): void {
    if (buffer !== this.buffer) {
      this.flush();
      this.buffer = buffer;
      this.offset = offset;
    }
    for (let from = 0; from < picture.length; from += PIECE) {
      const part = picture.subarray(from, from + PIECE);
      this.bytes.set(part, this.filled);
      this.filled += part.length;
      if (this.filled >= PIECE) this.write(PIECE);
    }
  }

  flush(): void {
    if (this.filled > 0) this.write(Math.ceil(this.filled / 4) * 4);
    this.filled = 0;
    this.offset = 0;
  }

  private write(size: number): void {
    const data = new Uint32Array(this.bytes.buffer, 0, size / 4);
    this.buffers.write({ storage: this.held[this.buffer]!.storage, data }, this.offset);
    this.offset += size;
    const rest = Math.max(0, this.filled - size);
    this.bytes.copyWithin(0, size, size + rest);
    this.filled = rest;
  }
}
