import type { Loss } from '../../nets/losses';
import type { SampledPictures } from '../model';
import type { Buffers } from './context/buffers';
import type { Program } from './context/program';
import { Readers } from './context/read';
import type { SamplePlan } from './plan/sample-plan';
import { LANES } from './plan/tensor';

/** Paints pictures a portion at a time; packs them to bytes on the GPU. */
export class Painter {
  private readonly readers: Readers;
  private readonly latents: Float32Array<ArrayBuffer>;
  private readonly latentSize: number;
  private readonly pixels: number;
  private readonly channels: number;

  constructor(
    private readonly device: GPUDevice,
    private readonly buffers: Buffers,
    private readonly plan: SamplePlan,
    private readonly program: Program,
    /** Of a logit; null without a discriminator. */
    private readonly score: Loss['score'] | null,
  ) {
    this.latentSize = plan.latentSize;
    this.pixels = plan.pixels;
    this.channels = plan.channels;
    this.latents = new Float32Array(plan.latents.vectors * LANES);
    this.readers = new Readers(device, 16 * (plan.rgba.vectors + (plan.logits?.vectors ?? 0)));
  }

  /**
   * @param latents float32 [count, latentSize].
   * @param between awaited between portions, with the pictures done so far.
   * @returns uint8 pixels [count, height, width, channels]; verdicts 0..1, or 0 without a
   *   discriminator.
   */
  async paint(
    latents: Float32Array,
    count: number,
    between: (done: number) => Promise<void>,
  ): Promise<SampledPictures> {
    const { pixels: area, channels, plan } = this;
    const pixels = new Uint8Array(count * area * channels);
    const verdicts = new Float32Array(count);
    for (let from = 0; from < count; from += plan.count) {
      const many = Math.min(plan.count, count - from);
      const rgbaBytes = 16 * plan.rgba.vectors;
      await this.readers.read(this.submit(latents, from, many), (bytes) => {
        const rgba = new Uint8Array(bytes, 0, rgbaBytes);
        for (let i = 0; i < many * area; i++) {
          for (let c = 0; c < channels; c++) {
            pixels[(from * area + i) * channels + c] = rgba[4 * i + c]!;
          }
        }
        if (!plan.logits || !this.score) return;
        const logits = new Float32Array(bytes, rgbaBytes);
        for (let i = 0; i < many; i++) verdicts[from + i] = this.score(logits[LANES * i]!);
      });
      if (from + many < count) await between(from + many);
    }
    return { pixels, verdicts };
  }

  get bytes(): number {
    return this.readers.bytes + this.program.bytes;
  }

  destroy(): void {
    this.readers.destroy();
    this.program.destroy();
  }

  private submit(latents: Float32Array, from: number, many: number): GPUBuffer {
    const { device, plan, latentSize } = this;
    const width = Math.ceil(latentSize / LANES) * LANES;
    this.latents.fill(0);
    for (let i = 0; i < many; i++) {
      const begin = (from + i) * latentSize;
      this.latents.set(latents.subarray(begin, begin + latentSize), i * width);
    }
    this.buffers.write({ storage: plan.latents, data: this.latents });
    const reader = this.readers.take();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.program.encode(pass);
    pass.end();
    const rgba = this.buffers.of(plan.rgba);
    encoder.copyBufferToBuffer(rgba, 0, reader, 0, 16 * plan.rgba.vectors);
    if (plan.logits) {
      const logits = this.buffers.of(plan.logits);
      const size = 16 * plan.logits.vectors;
      encoder.copyBufferToBuffer(logits, 0, reader, 16 * plan.rgba.vectors, size);
    }
    device.queue.submit([encoder.finish()]);
    return reader;
  }
}
