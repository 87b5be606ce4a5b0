import { pictureLength } from '../../contract/picture-shape';
import type { Buffers } from './context/buffers';
import type { Program } from './context/program';
import { Readers } from './context/read';
import { DispatchList } from './plan/dispatch';
import { inferencePass, type NetPlan } from './plan/net-plan';
import { LANES, storage, whole, type Storage } from './plan/tensor';

/** Judging so many pictures that are uploaded. */
interface JudgePlan {
  readonly list: DispatchList;
  readonly count: number;
  /** float32 [count, height, width, channels padded to vectors]. */
  readonly pictures: Storage;
  /** [count] vectors, the logit first. */
  readonly logits: Storage;
}

/** The discriminator alone, by its running statistics. */
function judgePlan(count: number, discriminator: NetPlan): JudgePlan {
  const list = new DispatchList();
  const pictures = storage('judged pictures', count * discriminator.inputVectors, true);
  const logits = storage('judged scores', count, true);
  discriminator.forward(list, whole(pictures), inferencePass(count), whole(logits));
  return { list, count, pictures, logits };
}

/** What the discriminator says of pictures of our choice; made once, when it is asked for first. */
export class Judge {
  private readonly readers: Readers;

  private constructor(
    private readonly device: GPUDevice,
    private readonly buffers: Buffers,
    private readonly plan: JudgePlan,
    private readonly program: Program,
  ) {
    this.readers = new Readers(device, 16 * plan.count);
  }

  /** @param count pictures of a portion. */
  static async make(
    device: GPUDevice,
    buffers: Buffers,
    discriminator: NetPlan,
    count: number,
    make: (list: DispatchList) => Promise<Program>,
  ): Promise<Judge> {
    const plan = judgePlan(count, discriminator);
    buffers.add(plan.list);
    return new Judge(device, buffers, plan, await make(plan.list));
  }

  /**
   * @param pixels uint8 [count, height, width, channels].
   * @param shape [height, width, channels].
   * @returns a logit each.
   */
  async judge(
    pixels: Uint8Array,
    [height, width, channels]: readonly number[],
  ): Promise<Float32Array> {
    const size = pictureLength({ height: height!, width: width!, channels: channels! });
    const logits = new Float32Array(pixels.length / size);
    for (let from = 0; from < logits.length; from += this.plan.count) {
      const some = pixels.subarray(from * size, (from + this.plan.count) * size);
      await this.readers.read(this.submit(some, channels!), (bytes) => {
        const said = new Float32Array(bytes);
        const many = Math.min(this.plan.count, logits.length - from);
        for (let i = 0; i < many; i++) logits[from + i] = said[LANES * i]!;
      });
    }
    return logits;
  }

  get bytes(): number {
    return this.readers.bytes + this.program.bytes;
  }

  destroy(): void {
    this.readers.destroy();
    this.program.destroy();
  }

  private submit(pixels: Uint8Array, channels: number): GPUBuffer {
    const { device, plan } = this;
    const padded = new Float32Array(plan.pictures.vectors * LANES);
    const across = Math.ceil(channels / LANES) * LANES;
    for (let place = 0, at = 0; at < pixels.length; place += across) {
      for (let c = 0; c < channels; c++) padded[place + c] = pixels[at++]! / 127.5 - 1;
    }
    this.buffers.write({ storage: plan.pictures, data: padded });
    const reader = this.readers.take();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.program.encode(pass);
    pass.end();
    encoder.copyBufferToBuffer(this.buffers.of(plan.logits), 0, reader, 0, 16 * plan.count);
    device.queue.submit([encoder.finish()]);
    return reader;
  }
}
