/** Two timestamps of the GPU, around a pass. */
export class Clock {
  /** To be given to a pass that is to be timed. */
  readonly writes: GPUComputePassTimestampWrites;
  private readonly querySet: GPUQuerySet;
  private readonly resolved: GPUBuffer;
  private readonly reader: GPUBuffer;

  /** @param device with the feature timestamp-query. */
  constructor(device: GPUDevice) {
    this.querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
    this.writes = {
      querySet: this.querySet,
      beginningOfPassWriteIndex: 0,
      endOfPassWriteIndex: 1,
    };
    this.resolved = device.createBuffer({
      label: 'timestamps',
      size: 16,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.reader = device.createBuffer({
      label: 'timestamps, read',
      size: 16,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
  }

  /**
   * Encodes the reading of a pass that was given `writes`; one at a time.
   * @returns to be called once it is submitted: milliseconds, which may be 0 or, after the clock was
   *   set anew, negative.
   */
  read(encoder: GPUCommandEncoder): () => Promise<number> {
    encoder.resolveQuerySet(this.querySet, 0, 2, this.resolved, 0);
    encoder.copyBufferToBuffer(this.resolved, 0, this.reader, 0, 16);
    return async () => {
      await this.reader.mapAsync(GPUMapMode.READ);
      const [begin, end] = new BigUint64Array(this.reader.getMappedRange().slice(0));
      this.reader.unmap();
      return Number(BigInt.asIntN(64, end! - begin!)) / 1e6;
    };
  }

  destroy(): void {
    this.querySet.destroy();
    this.resolved.destroy();
    this.reader.destroy();
  }
}
