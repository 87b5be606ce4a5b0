import { fetchPart } from '../../../contract/fetch-part';
import { closeBackend, selectBackend } from './registry';
import type { Opened } from './opened';

/** Opens the plain JavaScript engine, which works wherever a browser does. */
export async function openCpu(): Promise<Opened> {
  const { MathBackendCPU } = await fetchPart('cpu', async () => {
    const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu');
    return { MathBackendCPU };
  });
  await selectBackend('cpu', () => new MathBackendCPU());
  return {
    report: {
      engine: 'cpu',
      adapter: { kind: 'processor', code: 'javascript', threads: 1 },
      software: false,
      maxBufferBytes: null,
    },
    lost: null,
    close: () => closeBackend('cpu'),
  };
}
