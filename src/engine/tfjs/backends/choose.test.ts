import { describe, expect, test, vi } from 'vitest';
import { choose, type Probes, type Rival, type Trial, type WebgpuFinding } from './choose';

const took = (stepMs: number): Trial => ({ kind: 'measured', stepMs });
const missing = (why: string): Trial => ({ kind: 'missing', why });

function probes(
  webgpu: WebgpuFinding,
  trials: Record<Rival, Trial>,
  failure: { why: string } | null = null,
) {
  return {
    webgpu: vi.fn<Probes['webgpu']>(() => Promise.resolve(webgpu)),
    tryWebgpu: vi.fn<Probes['tryWebgpu']>(() => Promise.resolve(failure)),
    trial: vi.fn<Probes['trial']>((engine) => Promise.resolve(trials[engine])),
  };
}

const software: WebgpuFinding = { kind: 'software', adapter: 'SwiftShader' };
const gpu: WebgpuFinding = { kind: 'gpu', adapter: 'Apple metal-3' };

describe('[TRN8] Automatic', () => {
  test('takes WebGPU on a real GPU without a trial of the others', async () => {
    const world = probes(gpu, { webgl: took(1), wasm: took(1) });
    expect((await choose(world)).engine).toBe('webgpu');
    expect(world.trial).not.toHaveBeenCalled();
  });

  test('passes over a GPU that does not work, and says why', async () => {
    const world = probes(gpu, { webgl: took(5), wasm: took(50) }, { why: 'no device' });
    const choice = await choose(world);
    expect(choice.engine).toBe('webgl');
    expect(choice.webgpu).toEqual({ kind: 'broken', why: 'no device' });
  });

  test.each<WebgpuFinding>([
    software,
    { kind: 'absent' },
    { kind: 'insecure' },
    { kind: 'no-adapter' },
    { kind: 'broken', why: 'it failed' },
  ])('does not open WebGPU where it is $kind', async (finding) => {
    const world = probes(finding, { webgl: took(900), wasm: took(20) });
    expect((await choose(world)).engine).toBe('wasm');
    expect(world.tryWebgpu).not.toHaveBeenCalled();
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
    expect(choice).toEqual({ engine, webgpu: software, trials: { wasm, webgl } });
  });
});
