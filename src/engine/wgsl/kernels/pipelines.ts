import { StudioError } from '../../../contract/errors';
import { TEMPLATES, type KernelName } from './names';
import { reflect, type Layout } from './reflect';
import { expand, type Flags } from './template';

/** A compiled kernel and what it binds. */
export interface Compiled {
  readonly layout: Layout;
  readonly bindGroupLayout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

/** Compiles kernels, each combination of flags once. */
export class Pipelines {
  private readonly made = new Map<string, Promise<Compiled>>();
  private ready = 0;
  /** Told how many of the kernels asked for so far are compiled. */
  onProgress: ((ready: number, all: number) => void) | null = null;

  constructor(private readonly device: GPUDevice) {}

  /** @throws StudioError('engine-failed') where the driver refuses a kernel. */
  get(name: KernelName, flags: Flags): Promise<Compiled> {
    const key = keyOf(name, flags);
    let one = this.made.get(key);
    if (!one) {
      one = this.compile(name, flags, key);
      this.made.set(key, one);
      one.then(
        () => {
          this.ready += 1;
          this.onProgress?.(this.ready, this.made.size);
        },
        () => undefined,
      );
    }
    return one;
  }

  private async compile(name: KernelName, flags: Flags, key: string): Promise<Compiled> {
    const code = expand(TEMPLATES[name], flags);
    const layout = reflect(code);
    const bindGroupLayout = this.device.createBindGroupLayout({
      entries: layout.bindings.map(({ index, access }) => ({
        binding: index,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: TYPES[access] },
      })),
    });
    try {
      const pipeline = await this.device.createComputePipelineAsync({
        label: key,
        layout: this.device.createPipelineLayout({ bindGroupLayouts: [bindGroupLayout] }),
        compute: {
          module: this.device.createShaderModule({ label: key, code }),
          entryPoint: 'main',
        },
      });
      return { layout, bindGroupLayout, pipeline };
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      throw new StudioError('kernel-not-compiled', { kernel: key, said }, { cause: error });
    }
  }
}

const TYPES = { uniform: 'uniform', read: 'read-only-storage', read_write: 'storage' } as const;

/** "convolve UP=1 P=8". */
export const keyOf = (name: KernelName, flags: Flags): string =>
  [
    name,
    ...Object.entries(flags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([flag, value]) => `${flag}=${value}`),
  ].join(' ');
