import { pictureLength, type PictureShape } from '../../contract/picture-shape';
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { SCALED } from '../batches';
import type { Batch } from '../model';
import type { TrainingSet } from '../training-set';

/** Bytes that one float32 carries: every whole number below 2^24 is exact in it. */
const PACKED = 3;

/** What is known of the open engine. */
export interface Room {
  /** Emulated on the processor: nothing is gained there by holding pictures. */
  readonly software: boolean;
  readonly maxBufferBytes: number | null;
  readonly maxTotalBytes?: number;
}

type Places = Extract<Batch, { kind: 'places' }>;

/**
 * A set's pictures in the memory of the graphics card: float32 [count, ceil(size * size * channels
 * / 3)], three bytes to a number. A batch of them has the same bits as one of pixels.
 */
export class PicturesOnDevice {
  private readonly table = tf.keep(tf.tensor1d(SCALED));

  private constructor(
    private readonly packed: tf.Tensor2D,
    private readonly shape: PictureShape,
    /** Bytes that TensorFlow.js does not count among its own. */
    readonly uncountedBytes: number,
    private readonly free: () => void,
  ) {}

  /** Null where the engine gains nothing by it, or the set does not fit. */
  static async hold(set: TrainingSet, room: Room): Promise<PicturesOnDevice | null> {
    const backend = tf.getBackend();
    if (room.software || (backend !== 'webgpu' && backend !== 'webgl')) return null;
    const row = packedLength(set);
    const bytes = set.count * row * Float32Array.BYTES_PER_ELEMENT;
    // Networks, their optimisers and what a step needs in between want the most of it.
    const most = (room.maxTotalBytes ?? room.maxBufferBytes ?? 0) / 4;
    if (bytes > most || bytes > (room.maxBufferBytes ?? 0)) return null;
    const held = backend === 'webgpu' ? await inBuffer(set, row) : await inTexture(set, row);
    if (!held) return null;
    const { packed, free } = held;
    const uncounted = backend === 'webgpu' ? bytes : 0;
    return new PicturesOnDevice(packed, set.shape, uncounted, free);
  }

  /** float32 [count, height, width, channels], values -1..1. */
  batch({ places, mirrored, count }: Places): tf.Tensor4D {
    const { shape, table } = this;
    return tf.tidy(() => {
      const rows = tf.gather(this.packed, tf.tensor1d(Int32Array.from(places), 'int32'));
      // Factors are powers of two, hence exact.
      const third = tf.floor(tf.mul(rows, 1 / 65536));
      const rest = tf.sub(rows, tf.mul(third, 65536));
      const second = tf.floor(tf.mul(rest, 1 / 256));
      const first = tf.sub(rest, tf.mul(second, 256));
      const length = pictureLength(shape);
      const bytes = tf.slice2d(
        tf.reshape(tf.stack([first, second, third], 2), [count, -1]),
        [0, 0],
        [count, length],
      );
      const scaled = tf.gather(table, tf.cast(tf.reshape(bytes, [-1]), 'int32'));
      const pictures = tf.reshape<tf.Rank.R4>(scaled, [
        count,
        shape.height,
        shape.width,
        shape.channels,
      ]);
      if (!mirrored.includes(1)) return pictures;
      // Each value times 1 or 0 and plus the other's 0: the bits stay. No value of the table is 0.
      const turned = tf.tensor4d(Float32Array.from(mirrored), [count, 1, 1, 1]);
      const straight = tf.tensor4d(
        Float32Array.from(mirrored, (one) => 1 - one),
        turned.shape,
      );
      return tf.add(tf.mul(tf.reverse(pictures, 2), turned), tf.mul(pictures, straight));
    });
  }

  dispose(): void {
    this.table.dispose();
    this.packed.dispose();
    this.free();
  }
}

interface Held {
  readonly packed: tf.Tensor2D;
  readonly free: () => void;
}

const packedLength = ({ shape }: TrainingSet): number => Math.ceil(pictureLength(shape) / PACKED);

/** A buffer of ours, filled chunk by chunk: a large set never lies in the processor's memory. */
async function inBuffer(set: TrainingSet, row: number): Promise<Held | null> {
  const { device } = tf.backend() as WebGPUBackend;
  const size = set.count * row * Float32Array.BYTES_PER_ELEMENT;
  device.pushErrorScope('out-of-memory');
  const buffer = device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  if (await device.popErrorScope()) return null;
  try {
    await eachChunk(set, row, (numbers, first) =>
      device.queue.writeBuffer(buffer, first * row * Float32Array.BYTES_PER_ELEMENT, numbers),
    );
  } catch (error) {
    buffer.destroy();
    throw error;
  }
  const packed = tf.tensor({ buffer, zeroCopy: true }, [set.count, row], 'float32');
  return { packed: tf.keep(packed) as tf.Tensor2D, free: () => buffer.destroy() };
}

/** One upload of the whole set, which a texture wants. */
async function inTexture(set: TrainingSet, row: number): Promise<Held> {
  const all = new Float32Array(set.count * row);
  await eachChunk(set, row, (numbers, first) => all.set(numbers, first * row));
  return { packed: tf.keep(tf.tensor2d(all, [set.count, row])), free: () => undefined };
}

/** @param take is given float32 [pictures, row] of each chunk, and the first picture's number. */
async function eachChunk(
  set: TrainingSet,
  row: number,
  take: (numbers: Float32Array<ArrayBuffer>, first: number) => void,
): Promise<void> {
  const chunks = set.starts.length - 1;
  for (let chunk = 0; chunk < chunks; chunk++) {
    await set.ready([chunk], chunk + 1 < chunks ? [chunk + 1] : []);
    const first = set.starts[chunk]!;
    const end = set.starts[chunk + 1]!;
    const numbers = new Float32Array((end - first) * row);
    for (let n = first; n < end; n++) {
      pack(set.picture(n), numbers.subarray((n - first) * row, (n - first + 1) * row));
    }
    take(numbers, first);
  }
  // Nothing has to be at hand any more.
  await set.ready([], []);
}

/** Three bytes to a number, the first of them its lowest; missing ones are 0. */
function pack(bytes: Uint8Array, numbers: Float32Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const at = PACKED * i;
    numbers[i] = bytes[at]! + 256 * (bytes[at + 1] ?? 0) + 65536 * (bytes[at + 2] ?? 0);
  }
}
