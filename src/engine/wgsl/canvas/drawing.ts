import type { PictureShape } from '../../../contract/picture-shape';
import type { PortionSource } from '../../painter';
import type { Buffers } from '../context/buffers';
import type { GpuContext } from '../context/gpu-context';
import { Program } from '../context/program';
import type { NetPlan } from '../plan/net-plan';
import { samplePlan, type SamplePlan } from '../plan/sample-plan';
import { Presenter } from './presenter';

/**
 * One picture at a time, from its latent to a canvas, without leaving the GPU. It has a plan of its own:
 * the plan of portions computes all pictures of one, whether they are wanted or not.
 */
export class Drawing {
  private constructor(
    private readonly device: GPUDevice,
    private readonly buffers: Buffers,
    private readonly plan: SamplePlan,
    private readonly program: Program,
    private readonly presenter: Presenter,
  ) {}

  /** @param buffers hold the net's weights; room is made in them. */
  static async make(gpu: GpuContext, buffers: Buffers, net: NetPlan): Promise<Drawing> {
    const { device, pipelines } = gpu;
    const plan = samplePlan(1, net, null);
    buffers.add(plan.list);
    const [program, presenter] = await Promise.all([
      Program.make(device, pipelines, buffers, plan.list, ({ variants }) => variants[0]!),
      Presenter.make(device, buffers.of(plan.rgba), plan.shape),
    ]);
    return new Drawing(device, buffers, plan, program, presenter);
  }

  /** Resolves once the GPU has drawn it. @param latent float32 [latentSize]. */
  async draw(latent: Float32Array<ArrayBuffer>, canvas: OffscreenCanvas): Promise<void> {
    const { device, plan } = this;
    this.buffers.write({ storage: plan.latents, data: latent });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.program.encode(pass);
    pass.end();
    this.presenter.encode(encoder, canvas);
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
  }

  destroy(): void {
    this.program.destroy();
  }
}

/** Portions that can be drawn as well; what drawing takes is taken with the first picture drawn. */
export class DrawnPortions implements PortionSource {
  readonly latentSize: number;
  readonly shape: PictureShape;
  readonly most: number;
  readonly paint: PortionSource['paint'];
  private drawing: Promise<Drawing> | null = null;

  constructor(
    private readonly portions: PortionSource,
    private readonly make: () => Promise<Drawing>,
  ) {
    this.latentSize = portions.latentSize;
    this.shape = portions.shape;
    this.most = portions.most;
    this.paint = (...what) => portions.paint(...what);
  }

  async draw(latent: Float32Array<ArrayBuffer>, canvas: OffscreenCanvas): Promise<void> {
    const drawing = await (this.drawing ??= this.make());
    await drawing.draw(latent, canvas);
  }

  destroy(): void {
    this.drawing?.then(
      (drawing) => drawing.destroy(),
      () => undefined,
    );
    this.portions.destroy();
  }
}
