import * as tf from '@tensorflow/tfjs-core';
import { fetchPart } from '../../../contract/fetch-part';
import { openDevice } from '../../gpu/device';
import type { Opened } from './opened';
import { closeBackend, selectBackend } from './registry';

/**
 * Opens WebGPU on a device of ours.
 * @throws StudioError('engine-unavailable') where there is none or it gives no device.
 */
export async function openWebgpu(): Promise<Opened> {
  const { device, info, adapter, software, maxBufferBytes, lost, close } = await openDevice();
  const { WebGPUBackend } = await fetchPart('webgpu', async () => {
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
    return { WebGPUBackend };
  });
  // A small tensor that was read back would be computed on by the processor from then on, with
  // other rounding: the same seed would train differently when it is watched more often.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  await selectBackend('webgpu', () => new WebGPUBackend(device, info));
  return {
    report: {
      engine: 'webgpu',
      adapter: { kind: 'gpu', name: adapter },
      software,
      maxBufferBytes,
    },
    lost,
    close() {
      closeBackend('webgpu');
      close();
    },
  };
}
