import type { NetSpec } from '../../contract/net-spec';
import type { PictureShape } from '../../contract/picture-shape';
import type { WeightTensor } from '../../contract/records';
import { paintedShape } from '../../nets/shapes';
import { PortionPainter, portionOf, type Painter, type PortionSource } from '../painter';
import { DrawnPortions, Drawing } from './canvas/drawing';
import { canDraw } from './canvas/presenter';
import type { Buffers } from './context/buffers';
import type { GpuContext } from './context/gpu-context';
import type { Program } from './context/program';
import { Readers } from './context/read';
import { aloneNet, openAlone } from './net-alone';
import { samplePlan, type SamplePlan } from './plan/sample-plan';
import { LANES } from './plan/tensor';

/**
 * A painter of a generator alone: kernels are compiled and memory is taken here, and none while it
 * paints.
 * @param limit pictures of a portion, at most.
 * @throws StudioError('model-missing') where the weights do not fit the network.
 */
export async function openCompiledPainter(
  gpu: GpuContext,
  spec: NetSpec,
  weights: readonly WeightTensor[],
  limit?: number,
): Promise<Painter> {
  const net = aloneNet('generator', spec);
  const plan = samplePlan(portionOf(paintedShape(spec), limit), net.plan, null);
  return openAlone(gpu, net, weights, [plan.list], async (buffers, make) => {
    const program = await make(plan.list);
    const portions = new ProgramPortions(gpu.device, buffers, plan, program, buffers);
    const makeDrawing = (): Promise<Drawing> => Drawing.make(gpu, buffers, net.plan);
    return new PortionPainter(canDraw() ? new DrawnPortions(portions, makeDrawing) : portions);
  });
}

/** Portions by a program that is replayed; pictures are packed to bytes on the card. */
export class ProgramPortions implements PortionSource {
  readonly latentSize: number;
  readonly shape: PictureShape;
  readonly most: number;
  private readonly readers: Readers;
  private readonly latents: Float32Array<ArrayBuffer>;

  constructor(
    private readonly device: GPUDevice,
    private readonly buffers: Buffers,
    private readonly plan: SamplePlan,
    private readonly program: Program,
    /** Destroyed with it. */
    private readonly owned?: { destroy(): void },
  ) {
    this.latentSize = plan.latentSize;
    this.shape = plan.shape;
    this.most = plan.count;
    this.latents = new Float32Array(plan.latents.vectors * LANES);
    this.readers = new Readers(device, 16 * (plan.rgba.vectors + (plan.logits?.vectors ?? 0)));
  }

  async paint(
    latents: Float32Array,
    pixels: Uint8Array,
    logits: Float32Array | null,
  ): Promise<void> {
    const { channels } = this.shape;
    const rgbaBytes = 16 * this.plan.rgba.vectors;
    await this.readers.read(this.submit(latents), (bytes) => {
      const rgba = new Uint8Array(bytes, 0, rgbaBytes);
      for (let i = 0; i < pixels.length / channels; i++) {
        for (let c = 0; c < channels; c++) pixels[i * channels + c] = rgba[4 * i + c]!;
      }
      if (!logits) return;
      const said = new Float32Array(bytes, rgbaBytes);
      for (let i = 0; i < logits.length; i++) logits[i] = said[LANES * i]!;
    });
  }

  get bytes(): number {
    return this.readers.bytes + this.program.bytes;
  }

  destroy(): void {
    this.readers.destroy();
    this.program.destroy();
    this.owned?.destroy();
  }

  private submit(latents: Float32Array): GPUBuffer {
    const { device, plan, latentSize } = this;
    const width = Math.ceil(latentSize / LANES) * LANES;
    this.latents.fill(0);
    for (let i = 0; i < latents.length / latentSize; i++) {
      this.latents.set(latents.subarray(i * latentSize, (i + 1) * latentSize), i * width);
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
