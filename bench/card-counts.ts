/** What was asked of the GPU since the last reset. */
export const counts = {
  dispatches: 0,
  submits: 0,
  /** Bytes of buffers that were made, and of data that was written. */
  allocatedBytes: 0,
  uploadedBytes: 0,
};

export function resetCounts(): void {
  for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] = 0;
}

/** Counts a method's calls, or what they amount to, on their way through. */
function count(
  owner: object,
  method: string,
  key: keyof typeof counts,
  amount: (args: unknown[]) => number = () => 1,
): void {
  const original: unknown = Reflect.get(owner, method);
  if (typeof original !== 'function') return;
  Reflect.set(owner, method, function (this: unknown, ...args: unknown[]): unknown {
    counts[key] += amount(args);
    return Reflect.apply(original, this, args);
  });
}

/** To be called once, where WebGPU's classes are there. */
export function countCalls(): void {
  if ('WebGL2RenderingContext' in globalThis) {
    count(WebGL2RenderingContext.prototype, 'drawElements', 'dispatches');
  }
  if (!('GPUComputePassEncoder' in globalThis)) return;
  count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches');
  count(GPUQueue.prototype, 'submit', 'submits');
  count(
    GPUDevice.prototype,
    'createBuffer',
    'allocatedBytes',
    ([descriptor]) => (descriptor as GPUBufferDescriptor).size,
  );
  count(GPUQueue.prototype, 'writeBuffer', 'uploadedBytes', (args) => {
    const [, , data, , size] = args as Parameters<GPUQueue['writeBuffer']>;
    return size ?? data.byteLength;
  });
}
