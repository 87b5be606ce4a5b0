import { StudioError, type StudioErrorData } from '../../contract/errors';
import { adapterName, isSoftwareAdapter } from './adapters';

/** Features that kernels use where the adapter has them. */
const FEATURES = ['shader-f16', 'subgroups', 'timestamp-query'] as const;

/** Limits that matter to compute; the default ones allow buffers of 128 MiB only. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** What was found where WebGPU was looked for. */
export type WebgpuFinding =
  | { readonly kind: 'gpu'; readonly adapter: string }
  | { readonly kind: 'software'; readonly adapter: string }
  /** The browser has WebGPU and offers no adapter. */
  | { readonly kind: 'no-adapter' }
  /** The page came over http, where browsers offer no WebGPU. */
  | { readonly kind: 'insecure' }
  | { readonly kind: 'absent' }
  /** There is a graphics card, and it could not be opened or computed wrongly. */
  | { readonly kind: 'broken'; readonly error: StudioErrorData };

export interface OpenedDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** The adapter's name; '' where the browser gives none. */
  readonly adapter: string;
  /** Emulated on the processor. */
  readonly software: boolean;
  /** Largest buffer that a kernel can be given, in bytes. */
  readonly maxBufferBytes: number;
  /** Resolves when the device is lost, or runs out of memory, after which results are zeros. */
  readonly lost: Promise<StudioError>;
  readonly close: () => void;
}

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
 * Opens a device on the adapter there is, with all the adapter allows.
 * @throws StudioError('engine-unavailable') where there is none or it gives no device.
 */
export async function openDevice(): Promise<OpenedDevice> {
  const gpu: GPU | undefined = navigator.gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new StudioError('webgpu-no-adapter');
  }
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
  const { info } = adapter;
  let closed = false;
  const lost = device.lost.then(({ message }) =>
    closed ? new StudioError('engine-closed') : new StudioError('webgpu-lost', { said: message }),
  );
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  return {
    device,
    info,
    adapter: adapterName(info),
    software: isSoftwareAdapter(info, isFallback(adapter)),
    maxBufferBytes: Math.min(maxStorageBufferBindingSize, maxBufferSize),
    lost: Promise.race([lost, outOfMemory(device)]),
    close() {
      closed = true;
      device.destroy();
    },
  };
}

/** Resolves when an allocation fails, after which results are silently zero. */
function outOfMemory(device: GPUDevice): Promise<StudioError> {
  return new Promise((resolve) => {
    device.addEventListener('uncapturederror', ({ error }) => {
      if (!(error instanceof GPUOutOfMemoryError)) return;
      resolve(new StudioError('webgpu-out-of-memory'));
    });
  });
}

/** The flag moved from the adapter to its info; browsers have the one, the other or neither. */
function isFallback(adapter: GPUAdapter): boolean {
  const flags: readonly { readonly isFallbackAdapter?: boolean }[] = [adapter.info, adapter];
  return flags.some((place) => place.isFallbackAdapter === true);
}
