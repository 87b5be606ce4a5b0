import { openDevice } from '../../engine/gpu/device';
import { makeGpuContext, type GpuContext } from '../../engine/wgsl/context/gpu-context';
import { failOnComplaints, listen } from './complaints';

let gpu: Promise<GpuContext> | null = null;

/** The GPU of one test: that of the browser. It is an error where there is none. */
export async function chromiumGpu(): Promise<GpuContext> {
  const opened = await (gpu ??= open());
  failOnComplaints(opened);
  return opened;
}

async function open(): Promise<GpuContext> {
  const { device, adapter, software } = await openDevice();
  const made = makeGpuContext(device, adapter, software);
  listen(made);
  return made;
}
