import { onTestFinished } from 'vitest';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';

/** What the driver said about calls of ours since it was last asked. */
const complaints = new WeakMap<GPUDevice, string[]>();

/** To be called once for each device. */
export function listen({ device }: GpuContext): void {
  const heard: string[] = [];
  complaints.set(device, heard);
  device.addEventListener('uncapturederror', (event) => {
    heard.push(event.error.message);
  });
}

/** Fails the test that asks for a GPU where the driver found something wrong with it: WebGPU itself
 *  goes on, with zeros for results. Asked for before all tests, it has the next one that asks fail. */
export function failOnComplaints(gpu: GpuContext): void {
  const check = (): void => {
    const heard = complaints.get(gpu.device)?.splice(0) ?? [];
    if (heard.length > 0) throw new Error(`The driver complained: ${heard[0]}`);
  };
  try {
    onTestFinished(check);
  } catch {
    check();
  }
}
