import type { Adapter, Device } from '../../contract/device';
import { countOf } from './count-of';
import { engineName } from './engine-names';

/** @param name '' where the browser gives none. */
export const cardName = (name: string): string =>
  name === '' ? 'a graphics card the browser does not name' : name;

/** "Apple M3", "4 threads, SIMD". */
export function adapter(adapter: Adapter): string {
  if (adapter.kind === 'gpu') return cardName(adapter.name);
  const threads = countOf(adapter.threads, 'thread');
  return adapter.code === 'simd' ? `${threads}, SIMD` : `JavaScript, ${threads}`;
}

/** "WebGPU (compiled), Apple M3". */
export const device = (device: Device): string =>
  device.kind === 'told' ? device.text : `${engineName(device.engine)}, ${adapter(device.adapter)}`;
