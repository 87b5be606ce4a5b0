/** A stretch of a buffer, in bytes. */
export interface Stretch {
  readonly buffer: GPUBuffer;
  readonly size: number;
  /** 0 where it is left out. */
  readonly offset?: number;
}

/** Buffers to read through, made once and handed round. */
export class Readers {
  private readonly free: GPUBuffer[] = [];
  private readonly all: GPUBuffer[] = [];

  constructor(
    private readonly device: GPUDevice,
    readonly size: number,
  ) {}

  take(): GPUBuffer {
    const known = this.free.pop();
    if (known) return known;
    const made = staging(this.device, this.size);
    this.all.push(made);
    return made;
  }

  /** Bytes that were copied to it; it is free again afterwards. */
  async read<T>(buffer: GPUBuffer, use: (bytes: ArrayBuffer) => T): Promise<T> {
    await buffer.mapAsync(GPUMapMode.READ);
    try {
      return use(buffer.getMappedRange());
    } finally {
      buffer.unmap();
      this.free.push(buffer);
    }
  }

  get bytes(): number {
    return this.all.length * this.size;
  }

  destroy(): void {
    for (const buffer of this.all) buffer.destroy();
  }
}

/**
 * Copies stretches as they are now, to be read in a moment: what is written to them later does not
 * matter. @returns reads them, and frees the copies.
 */
export function hold(
  device: GPUDevice,
  stretches: readonly Stretch[],
): (between?: () => Promise<void>) => Promise<Float32Array[]> {
  const encoder = device.createCommandEncoder();
  const copies = stretches.map(({ buffer, size, offset = 0 }) => {
    const copy = staging(device, size);
    encoder.copyBufferToBuffer(buffer, offset, copy, 0, size);
    return copy;
  });
  device.queue.submit([encoder.finish()]);
  const mapped = copies.map((copy) => copy.mapAsync(GPUMapMode.READ));
  for (const one of mapped) one.catch(() => undefined);
  return async (between) => {
    try {
      const all: Float32Array[] = [];
      for (const [index, copy] of copies.entries()) {
        await mapped[index];
        all.push(new Float32Array(copy.getMappedRange().slice(0)));
        copy.destroy();
        await between?.();
      }
      return all;
    } finally {
      for (const copy of copies) copy.destroy();
    }
  };
}

const staging = (device: GPUDevice, size: number): GPUBuffer =>
  device.createBuffer({
    label: 'staging',
    size,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
