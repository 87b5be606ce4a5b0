/** A discriminator that stays open and judges pictures, by its running statistics. */
export interface OpenJudge {
  /** True after `close`, or once its engine was closed: nothing is judged any more. */
  readonly closed: boolean;
  /**
   * What it says of each picture, as a logit: what the model that it was trained in says of it.
   * @param pixels uint8 [count, height, width, channels].
   * @returns float32 [count].
   */
  judge(pixels: Uint8Array): Promise<Float32Array>;
  /** Frees all it took; not while it judges. */
  close(): void;
}

/** One that frees what it took once. */
export function openJudge(
  judge: (pixels: Uint8Array) => Promise<Float32Array>,
  free: () => void,
): OpenJudge {
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    judge,
    close() {
      if (!closed) free();
      closed = true;
    },
  };
}
