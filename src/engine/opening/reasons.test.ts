import { describe, expect, test } from 'vitest';
import type { Choice } from './choose';
import { familyOf, reasonForAsked, reasonForChoice } from './reasons';
import { failing } from '../../testing/failing';

const LINUX_CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';

const isolated = { userAgent: LINUX_CHROME, secure: true, isolated: true, sharedMemory: true };
const alone = { ...isolated, isolated: false, sharedMemory: false };

const onGpu = { webgpu: { kind: 'gpu', adapter: 'A' }, trials: {} } as const;
const software = { kind: 'software', adapter: 'SwiftShader' } as const;
const card = { kind: 'gpu', name: 'A' } as const;
const threads = { kind: 'processor', code: 'simd', threads: 1 } as const;
const measured = (stepMs: number) => ({ kind: 'measured', stepMs }) as const;

describe('[TRN8] the reason for an engine', () => {
  test('WebGPU on a GPU needs none', () => {
    const compiled = { kind: 'agreed', compiledMs: 2, referenceMs: 14 } as const;
    expect(reasonForChoice({ engine: 'compiled', ...onGpu, compiled }, isolated)).toEqual([]);
    expect(reasonForAsked('compiled', false, card, isolated)).toEqual([]);
    expect(reasonForAsked('webgpu', false, card, isolated)).toEqual([]);
  });

  test('[FAST1] says why the compiled engine was passed over', () => {
    const slower = { kind: 'agreed', compiledMs: 14.25, referenceMs: 2 } as const;
    expect(reasonForChoice({ engine: 'webgpu', ...onGpu, compiled: slower }, isolated)).toEqual([
      { code: 'compiled-slower', params: { compiledMs: 14.25, referenceMs: 2 } },
    ]);
    const error = failing('engine-failed', 'it gave no answer for 20 seconds.');
    const refused = { kind: 'refused', error } as const;
    expect(reasonForChoice({ engine: 'webgpu', ...onGpu, compiled: refused }, isolated)).toEqual([
      { code: 'compiled-failed', params: { error } },
    ]);
  });

  test('says why not WebGPU, what the trial gave, and what to do', () => {
    const choice: Choice = {
      engine: 'wasm',
      webgpu: software,
      compiled: null,
      trials: { wasm: measured(9.4), webgl: measured(412) },
    };
    const lack = { lack: 'software', adapter: 'SwiftShader' };
    const notes = [
      { code: 'webgpu-lacks', params: { lack } },
      { code: 'trial-won', params: { engine: 'wasm', ms: 9.4, other: 'webgl', otherMs: 412 } },
      { code: 'webgpu-advice', params: { lack, browser: 'linux-chrome' } },
    ];
    expect(reasonForChoice(choice, isolated)).toEqual(notes);
    const oneThread = { code: 'one-thread', params: { why: 'no-headers' } };
    expect(reasonForChoice(choice, alone)).toEqual([...notes, oneThread]);
  });

  test.each([
    ['no headers', alone, ['no-headers']],
    ['[WEB2] plain http', { ...alone, secure: false }, ['plain-http']],
    ['no shared memory', { ...isolated, sharedMemory: false }, ['no-shared-memory']],
    ['all there', isolated, []],
  ])('says why there is one thread: %s', (_, browser, reasons) => {
    expect(reasonForAsked('wasm', false, threads, browser)).toEqual([
      { code: 'engine-chosen', params: { engine: 'wasm', imitated: null } },
      ...reasons.map((why) => ({ code: 'one-thread', params: { why } })),
    ]);
  });

  test('says which engine failed where only one is left', () => {
    const error = failing('engine-failed', 'it failed.');
    const choice: Choice = {
      engine: 'webgl',
      webgpu: { kind: 'absent' },
      compiled: null,
      trials: { wasm: { kind: 'missing', error }, webgl: measured(5) },
    };
    expect(reasonForChoice(choice, isolated)[1]).toEqual({
      code: 'engine-instead',
      params: { engine: 'webgl', missing: [{ engine: 'wasm', error }] },
    });
  });

  test('says that nothing else worked where the CPU is left', () => {
    const error = failing('engine-failed', 'Gone.');
    const gone = { kind: 'missing', error } as const;
    const choice: Choice = {
      engine: 'cpu',
      webgpu: { kind: 'insecure' },
      compiled: null,
      trials: { wasm: gone, webgl: gone },
    };
    expect(reasonForChoice(choice, isolated)).toMatchObject([
      { code: 'webgpu-lacks', params: { lack: { lack: 'insecure' } } },
      { code: 'cpu-alone', params: { missing: [{ engine: 'wasm' }, { engine: 'webgl' }] } },
      { code: 'webgpu-advice' },
    ]);
  });

  test.each([
    [FIREFOX, 'firefox'],
    [SAFARI, 'safari'],
    [LINUX_CHROME, 'linux-chrome'],
    [LINUX_CHROME.replace('Linux', 'Linux; Android 15'), 'chrome'],
    ['Lynx', 'other'],
  ])('knows browsers that have WebGPU by what they call themselves: %s', (userAgent, family) => {
    expect(familyOf(userAgent)).toBe(family);
  });
});
