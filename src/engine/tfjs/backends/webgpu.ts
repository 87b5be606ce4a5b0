import * as tf from '@tensorflow/tfjs-core';
import { isFallback, openDevice } from '../../gpu/device';
import { adapterName, isSoftwareAdapter } from './adapters';
import type { WebgpuFinding } from './choose';
import type { Opened } from './opened';
import { closeBackend, selectBackend } from './registry';

/** Looks for an adapter without opening a device. */
export async function findWebgpu(): Promise<WebgpuFinding> {
  // The type says it is always there; outside a secure context, and in many browsers, it is not.
  const gpu: GPU | undefined = navigator.gpu;
  if (!gpu) return { kind: globalThis.isSecureContext ? 'absent' : 'insecure' };
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return { kind: 'no-adapter' };
  const { info } = adapter;
  const software = isSoftwareAdapter(info, isFallback(adapter));
  return { kind: software ? 'software' : 'gpu', adapter: adapterName(info) };
}

/**
 * Opens WebGPU on the adapter there is, with all the adapter allows.
 * @throws StudioError('engine-unavailable') where there is none or it gives no device.
 */
export async function openWebgpu(): Promise<Opened> {
  const { device, info, adapter, software, maxBufferBytes, lost, close } = await openDevice();
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  // A small tensor that was read back would be computed on by the processor from then on, with
  // other rounding: the same seed would train differently when it is watched more often.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  await selectBackend('webgpu', () => new WebGPUBackend(device, info));
  return {
    report: { engine: 'webgpu', adapter, software, maxBufferBytes },
    lost,
    close() {
      closeBackend('webgpu');
      close();
    },
  };
}
