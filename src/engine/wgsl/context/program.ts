import type { Dispatch, DispatchList, Grid, Variant } from '../plan/dispatch';
import { paramsBytes, writeParams, type Layout } from '../kernels/reflect';
import type { Compiled, Pipelines } from '../kernels/pipelines';
import type { Buffers } from './buffers';

/** One dispatch, ready to be encoded. */
export interface Call {
  readonly dispatch: Dispatch;
  readonly variant: Variant;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid;
}

/** A list of dispatches with all pipelines, parameters and bind groups made: replayed as it is. */
export class Program {
  private constructor(
    readonly calls: readonly Call[],
    private readonly params: GPUBuffer,
  ) {}

  /** @param choose the way to compute each dispatch. */
  static async make(
    device: GPUDevice,
    pipelines: Pipelines,
    buffers: Buffers,
    list: DispatchList,
    choose: (dispatch: Dispatch) => Variant,
  ): Promise<Program> {
    const chosen = list.dispatches.map((dispatch) => ({ dispatch, variant: choose(dispatch) }));
    const compiled = await Promise.all(
      chosen.map(({ dispatch, variant }) =>
        pipelines.get(dispatch.kernel, { ...dispatch.flags, ...variant.flags }),
      ),
    );
    const align = device.limits.minUniformBufferOffsetAlignment;
    const slot = Math.max(
      ...compiled.map(({ layout }) => Math.ceil(Math.max(16, paramsBytes(layout)) / align) * align),
    );
    const params = device.createBuffer({
      label: 'parameters',
      size: slot * chosen.length,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    const bytes = new DataView(new ArrayBuffer(params.size));
    const calls = chosen.map(({ dispatch, variant }, index): Call => {
      const { layout, bindGroupLayout, pipeline } = compiled[index]!;
      writeParams(bytes, index * slot, layout, valuesOf(dispatch, variant, layout));
      const entries = entriesOf(dispatch, layout, buffers, {
        buffer: params,
        offset: index * slot,
        size: Math.max(16, paramsBytes(layout)),
      });
      const bindGroup = device.createBindGroup({
        label: dispatch.label,
        layout: bindGroupLayout,
        entries,
      });
      return { dispatch, variant, pipeline, bindGroup, grid: variant.grid };
    });
    device.queue.writeBuffer(params, 0, bytes.buffer);
    return new Program(calls, params);
  }

  /** Bytes of its parameters. */
  get bytes(): number {
    return this.params.size;
  }

  encode(pass: GPUComputePassEncoder, from = 0, to = this.calls.length): void {
    for (let i = from; i < to; i++) {
      const { pipeline, bindGroup, grid } = this.calls[i]!;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(grid[0], grid[1], grid[2]);
    }
  }

  destroy(): void {
    this.params.destroy();
  }
}

/** All parameters: those of the dispatch and of its way, and where each tensor begins. */
function valuesOf(dispatch: Dispatch, variant: Variant, layout: Layout): Record<string, number> {
  const bases = layout.params
    .map(({ name }) => name)
    .filter((name) => name.endsWith('Base'))
    .map((name) => [name, dispatch.tensors[name.slice(0, -4)]?.base ?? 0] as const);
  return { ...Object.fromEntries(bases), ...dispatch.params, ...variant.params };
}

function entriesOf(
  dispatch: Dispatch,
  { bindings }: Layout,
  buffers: Buffers,
  params: GPUBufferBinding,
): GPUBindGroupEntry[] {
  return bindings.map(({ index, name, access }) => {
    if (access === 'uniform') return { binding: index, resource: params };
    const tensor = dispatch.tensors[name];
    if (!tensor) throw new Error(`${dispatch.label} does not say what "${name}" is.`);
    return { binding: index, resource: { buffer: buffers.of(tensor.storage) } };
  });
}

export type { Compiled };
