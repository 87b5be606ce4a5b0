import { describe, expect, test } from 'vitest';
import type { Choice } from './choose';
import { reasonForAsked, reasonForChoice, whatToDo } from './reasons';

const LINUX_CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';

const isolated = { userAgent: LINUX_CHROME, secure: true, isolated: true, sharedMemory: true };
const alone = { ...isolated, isolated: false, sharedMemory: false };

const onGpu = { webgpu: { kind: 'gpu', adapter: 'A' }, trials: {} } as const;
const software = { kind: 'software', adapter: 'SwiftShader' } as const;
const measured = (stepMs: number) => ({ kind: 'measured', stepMs }) as const;

describe('[TRN8] the reason for an engine', () => {
  test('WebGPU on a GPU needs none', () => {
    const compiled = { kind: 'agreed', compiledMs: 2, referenceMs: 14 } as const;
    expect(reasonForChoice({ engine: 'compiled', ...onGpu, compiled }, isolated)).toBe('');
    expect(reasonForAsked('compiled', false, 'A', isolated)).toBe('');
    expect(reasonForAsked('webgpu', false, 'A', isolated)).toBe('');
  });

  test('[FAST1] says why the compiled engine was passed over', () => {
    const slower = { kind: 'agreed', compiledMs: 14.25, referenceMs: 2 } as const;
    expect(reasonForChoice({ engine: 'webgpu', ...onGpu, compiled: slower }, isolated)).toBe(
      'WebGPU (compiled) was passed over: in a short trial it took 14.3 ms a step and TensorFlow.js 2.0 ms.',
    );
    const refused = { kind: 'refused', why: 'it gave no answer for 20 seconds.' } as const;
    expect(reasonForChoice({ engine: 'webgpu', ...onGpu, compiled: refused }, isolated)).toBe(
      'WebGPU (compiled) was passed over: it gave no answer for 20 seconds.',
    );
  });

  test('says why not WebGPU, what the trial gave, and what to do', () => {
    const choice: Choice = {
      engine: 'wasm',
      webgpu: software,
      compiled: null,
      trials: { wasm: measured(9.4), webgl: measured(412) },
    };
    expect(reasonForChoice(choice, isolated)).toBe(
      'WebGPU here is SwiftShader, which imitates a graphics card on the processor and is slow. ' +
        'In a short trial WASM took 9 ms a step and WebGL 412 ms. ' +
        'If this computer has a graphics card, turn on "Use graphics acceleration" in the browser’s settings, and Vulkan and Unsafe WebGPU at chrome://flags.',
    );
    expect(reasonForChoice(choice, alone)).toContain('one thread only');
  });

  test.each([
    ['no headers', alone, /^It has one thread only, since the site sends no Cross-Origin/],
    [
      '[WEB2] plain http',
      { ...alone, secure: false },
      /^It has one thread only, since this page came over plain http.*localhost or over https\.$/,
    ],
    [
      'no shared memory',
      { ...isolated, sharedMemory: false },
      /^It has one thread only, since this browser shares no memory between threads/,
    ],
    ['all there', isolated, /^$/],
  ])('says why there is one thread: %s', (_, browser, expected) => {
    const said = reasonForAsked('wasm', false, '', browser);
    const start =
      'You chose WASM, which computes on the processor. Automatic finds the fastest engine here.';
    expect(said.startsWith(start)).toBe(true);
    expect(said.slice(start.length).trim()).toMatch(expected);
  });

  test('says which engine failed where only one is left', () => {
    const choice: Choice = {
      engine: 'webgl',
      webgpu: { kind: 'absent' },
      compiled: null,
      trials: { wasm: { kind: 'missing', why: 'WASM: it failed.' }, webgl: measured(5) },
    };
    expect(reasonForChoice(choice, isolated)).toContain('WebGL computes instead. WASM: it failed.');
  });

  test('says that nothing else worked where the CPU is left', () => {
    const gone = { kind: 'missing', why: 'Gone.' } as const;
    const choice: Choice = {
      engine: 'cpu',
      webgpu: { kind: 'insecure' },
      compiled: null,
      trials: { wasm: gone, webgl: gone },
    };
    const reason = reasonForChoice(choice, isolated);
    expect(reason).toContain('plain JavaScript');
    expect(reason).toContain('https');
  });

  test.each([
    [FIREFOX, 'Firefox 141'],
    [SAFARI, 'Safari 26'],
    [LINUX_CHROME, 'since version 113'],
    ['Lynx', 'recent Chrome'],
  ])('names a browser that has WebGPU: %s', (userAgent, expected) => {
    expect(whatToDo({ kind: 'absent' }, { ...isolated, userAgent })).toContain(expected);
  });
});
