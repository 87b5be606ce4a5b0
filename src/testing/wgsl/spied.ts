import type { GpuContext } from '../../engine/wgsl/context/gpu-context';

/** A GPU whose device counts calls, or has other limits. */
export interface Spied {
  readonly gpu: GpuContext;
  /** Calls of methods of the device and its queue so far. */
  readonly calls: Map<string, number>;
}

type See = (method: string, result: unknown) => void;

/**
 * @param limits in place of the device's own: larger ones may not be.
 * @param see is told what each call gave.
 */
export function spiedGpu(
  gpu: GpuContext,
  limits: Partial<GPUSupportedLimits> = {},
  see: See = () => undefined,
): Spied {
  const calls = new Map<string, number>();
  const shown = new Proxy(gpu.device.limits, {
    get: (target, name) => (name in limits ? own(limits, name) : own(target, name)),
  });
  const queue = counted(gpu.device.queue, calls, {}, see);
  const device = counted(gpu.device, calls, { queue, limits: shown }, see);
  return { gpu: { ...gpu, device }, calls };
}

function counted<T extends object>(
  object: T,
  calls: Map<string, number>,
  instead: Partial<Record<string, unknown>>,
  see: See,
): T {
  return new Proxy(object, {
    get(target, name) {
      if (typeof name === 'string' && name in instead) return instead[name];
      const value: unknown = own(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        calls.set(String(name), (calls.get(String(name)) ?? 0) + 1);
        const result: unknown = Reflect.apply(value, target, args);
        see(String(name), result);
        return result;
      };
    },
  });
}

/** A getter of a device asks for the device itself, not for a proxy of it. */
const own = (target: object, name: string | symbol): unknown =>
  Reflect.get(target, name, target) as unknown;
