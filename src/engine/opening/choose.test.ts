import { describe, expect, test, vi } from 'vitest';
import type { StudioErrorData } from '../../contract/errors';
import type { WebgpuFinding } from '../gpu/device';
import { choose, type CompiledTrial, type Probes, type Rival, type Trial } from './choose';
import { failing } from '../../testing/failing';

const took = (stepMs: number): Trial => ({ kind: 'measured', stepMs });
const agreed = (compiledMs: number, referenceMs: number): CompiledTrial => ({
  kind: 'agreed',
  compiledMs,
  referenceMs,
});
const refused: CompiledTrial = { kind: 'refused', error: failing('engine-failed', 'it differs') };
const missing = (why: string): Trial => ({ kind: 'missing', error: failing('engine-failed', why) });

function probes(
  webgpu: WebgpuFinding,
  trials: Record<Rival, Trial>,
  failure: StudioErrorData | null = null,
  compiled: CompiledTrial = agreed(1, 9),
) {
  return {
    webgpu: vi.fn<Probes['webgpu']>(() => Promise.resolve(webgpu)),
    tryWebgpu: vi.fn<Probes['tryWebgpu']>(() => Promise.resolve(failure)),
    tryCompiled: vi.fn<Probes['tryCompiled']>(() => Promise.resolve(compiled)),
    trial: vi.fn<Probes['trial']>((engine) => Promise.resolve(trials[engine])),
  };
}

const software: WebgpuFinding = { kind: 'software', adapter: 'SwiftShader' };
const gpu: WebgpuFinding = { kind: 'gpu', adapter: 'Apple metal-3' };

describe('[TRN8] Automatic', () => {
  test.each([
    { compiled: agreed(2, 14), engine: 'compiled' },
    { compiled: agreed(14, 14), engine: 'webgpu' },
    { compiled: agreed(20, 14), engine: 'webgpu' },
    { compiled: refused, engine: 'webgpu' },
  ])(
    '[FAST1] on a real GPU, of $compiled takes $engine without a trial of the others',
    async ({ compiled, engine }) => {
      const world = probes(gpu, { webgl: took(1), wasm: took(1) }, null, compiled);
      expect(await choose(world)).toEqual({ engine, webgpu: gpu, compiled, trials: {} });
      expect(world.tryCompiled.mock.calls).toEqual([['webgpu']]);
      expect(world.trial).not.toHaveBeenCalled();
    },
  );

  test('passes over a GPU that does not work, and says why', async () => {
    const rivals = { webgl: took(5), wasm: took(50) };
    const choice = await choose(
      probes(gpu, rivals, failing('engine-failed', 'no device'), refused),
    );
    expect(choice.engine).toBe('webgl');
    expect(choice.webgpu).toEqual({ kind: 'broken', error: failing('engine-failed', 'no device') });
    expect(choice.compiled).toEqual(refused);
  });

  test('[FAST1] holds the compiled engine against the processor where TensorFlow.js fails on the GPU', async () => {
    const world = probes(
      gpu,
      { webgl: took(5), wasm: took(50) },
      failing('engine-failed', 'it computed wrongly'),
    );
    expect((await choose(world)).engine).toBe('compiled');
    expect(world.tryCompiled.mock.calls).toEqual([['cpu']]);
  });

  test.each<WebgpuFinding>([
    software,
    { kind: 'absent' },
    { kind: 'insecure' },
    { kind: 'no-adapter' },
    { kind: 'broken', error: failing('engine-failed', 'it failed') },
  ])('does not open WebGPU where it is $kind', async (finding) => {
    const world = probes(finding, { webgl: took(900), wasm: took(20) });
    expect((await choose(world)).engine).toBe('wasm');
    expect(world.tryWebgpu).not.toHaveBeenCalled();
    expect(world.tryCompiled).not.toHaveBeenCalled();
  });

  test.each([
    { wasm: took(20), webgl: took(900), engine: 'wasm' },
    { wasm: took(20), webgl: took(5), engine: 'webgl' },
    // Within a tenth it is a tie, and a tie goes to WASM, whichever way the noise falls.
    { wasm: took(20), webgl: took(20), engine: 'wasm' },
    { wasm: took(20), webgl: took(18.5), engine: 'wasm' },
    { wasm: took(20), webgl: took(17.9), engine: 'webgl' },
    { wasm: missing('no'), webgl: took(900), engine: 'webgl' },
    { wasm: took(900), webgl: missing('no'), engine: 'wasm' },
    { wasm: missing('no'), webgl: missing('no'), engine: 'cpu' },
  ])('of $wasm and $webgl takes $engine', async ({ wasm, webgl, engine }) => {
    const choice = await choose(probes(software, { wasm, webgl }));
    expect(choice).toEqual({ engine, webgpu: software, compiled: null, trials: { wasm, webgl } });
  });
});
