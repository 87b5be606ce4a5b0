import { expect, it } from 'vitest';
import { dawnGpu } from '../../../testing/wgsl/dawn';
import { Clock } from './clock';

/** So many additions one after another, in each of 64 threads. */
const WORK = `
  @group(0) @binding(0) var<storage, read_write> sums: array<f32>;
  @compute @workgroup_size(64)
  fn main(@builtin(local_invocation_index) thread: u32) {
    for (var i = 0u; i < ADDITIONS; i++) { sums[thread] += 1.0; }
  }`;

it('[FAST6] the clock of a card tells how long a pass took, longer ones as longer', async () => {
  const { device } = await dawnGpu();
  expect(device.features.has('timestamp-query')).toBe(true);
  const clock = new Clock(device);
  const sums = device.createBuffer({ size: 256, usage: GPUBufferUsage.STORAGE });

  async function timed(additions: number): Promise<{ notified: number; waited: number }> {
    const code = `const ADDITIONS = ${additions}u;${WORK}`;
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code }), entryPoint: 'main' },
    });
    const entries = [{ binding: 0, resource: { buffer: sums } }];
    const layout = pipeline.getBindGroupLayout(0);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass({ timestampWrites: clock.writes });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
    pass.dispatchWorkgroups(1);
    pass.end();
    const read = clock.read(encoder);
    const begun = performance.now();
    device.queue.submit([encoder.finish()]);
    const notified = await read();
    return { notified, waited: performance.now() - begun };
  }

  const short = await timed(1000);
  const long = await timed(500_000);
  expect(long.notified).toBeGreaterThan(1);
  expect(long.notified).toBeGreaterThan(5 * short.notified);
  // Rounded to a tenth of a millisecond at either end.
  expect(long.notified).toBeLessThan(long.waited + 0.2);
  clock.destroy();
  sums.destroy();
});
