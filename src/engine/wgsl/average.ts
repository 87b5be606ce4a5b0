import type { WeightTensor } from '../../contract/records';
import type { Buffers } from './context/buffers';
import type { Program } from './context/program';
import { holdWeights } from './model-state';
import type { AverageLists, AveragedPlan } from './plan/averaged-plan';
import type { DispatchList } from './plan/dispatch';
import { STATE } from './plan/state';

/** The generator that computes with the average of the trained one's weights, on the GPU. */
export class AveragedGenerator {
  /** Whether the average moved since its statistics were made. */
  private stale = true;

  private constructor(
    private readonly device: GPUDevice,
    private readonly buffers: Buffers,
    private readonly plan: AveragedPlan,
    private readonly passes: number,
    private readonly preparation: Program,
    private readonly pass: Program,
  ) {}

  /** @param lists that the buffers have room for. */
  static async make(
    device: GPUDevice,
    buffers: Buffers,
    plan: AveragedPlan,
    lists: AverageLists,
    make: (list: DispatchList) => Promise<Program>,
  ): Promise<AveragedGenerator> {
    const [preparation, pass] = await Promise.all([lists.preparation, lists.pass].map(make));
    return new AveragedGenerator(device, buffers, plan, lists.passes, preparation!, pass!);
  }

  /** To be told where the average moved. */
  changed(): void {
    this.stale = true;
  }

  /** Gives it the running statistics that belong to its weights; nothing where it has them. What is
   *  submitted later finds them there. */
  settle(): void {
    if (!this.stale) return;
    this.stale = false;
    const { buffers, plan } = this;
    const { storages, layout } = plan.net;
    this.submit(this.preparation, (encoder) => encoder.clearBuffer(buffers.of(storages.moving)));
    if (layout.movingVectors === 0) return;
    for (let number = 0; number < this.passes; number++) {
      const data = Uint32Array.of(number);
      buffers.write({ storage: plan.state.storage, data }, 4 * STATE.step);
      this.submit(this.pass);
    }
  }

  /** All its weights, with the statistics that belong to them. */
  async read(): Promise<WeightTensor[]> {
    this.settle();
    return await holdWeights(this.device, this.buffers, this.plan.net)();
  }

  get bytes(): number {
    return this.preparation.bytes + this.pass.bytes;
  }

  destroy(): void {
    this.preparation.destroy();
    this.pass.destroy();
  }

  private submit(program: Program, before?: (encoder: GPUCommandEncoder) => void): void {
    const encoder = this.device.createCommandEncoder();
    before?.(encoder);
    const pass = encoder.beginComputePass();
    program.encode(pass);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }
}
