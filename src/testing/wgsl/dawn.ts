import { makeGpuContext, type GpuContext } from '../../engine/wgsl/context/gpu-context';
import { failOnComplaints, listen } from './complaints';

let opened: Promise<GpuContext> | null = null;
/** Held: Dawn ends with it. */
let gpu: GPU | null = null;

/** The GPU of one test: Dawn in Node. It is an error where it finds no adapter. */
export async function dawnGpu(): Promise<GpuContext> {
  const context = await (opened ??= open());
  failOnComplaints(context);
  return context;
}

/**
 * Dawn asks for news in each turn of Node's loop while it has anything under way, which keeps a core
 * busy that compiles kernels elsewhere. Every other millisecond is often enough.
 */
function pollSlowly(): void {
  const later = (ask: () => void) => setTimeout(ask, 2);
  Object.assign(globalThis, { setImmediate: later });
}

async function open(): Promise<GpuContext> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  pollSlowly();
  const without = process.env['DAWN_WITHOUT'];
  gpu = create(without ? [`disable-dawn-features=${without}`] : []);
  const adapter = await gpu.requestAdapter();
  if (!adapter) {
    throw new Error('Dawn found no adapter: scripts/dawn.mjs says what it needs.');
  }
  const limits = [
    'maxStorageBufferBindingSize',
    'maxBufferSize',
    'maxStorageBuffersPerShaderStage',
  ] as const;
  const device = await adapter.requestDevice({
    requiredFeatures: (['subgroups', 'timestamp-query'] as const).filter((name) =>
      adapter.features.has(name),
    ),
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name]])),
  });
  const made = makeGpuContext(device, adapter.info.description, true);
  listen(made);
  return made;
}
