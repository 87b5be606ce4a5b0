import type { Adapter } from '../../contract/device';
import type { EngineNote, MissingEngine } from '../../contract/engine-notes';
import type { BrowserFamily, WebgpuLack } from '../../contract/errors/engine';
import type { EngineId } from '../../contract/events';
import type { WebgpuFinding } from '../gpu/device';
import type { Choice, CompiledTrial, Rival } from './choose';

/** What there is to know about the browser. */
export interface Browser {
  readonly userAgent: string;
  /** The page came over https or from this computer. */
  readonly secure: boolean;
  /** The site's headers were sent and heeded, so that memory may be shared by threads. */
  readonly isolated: boolean;
  /** There is SharedArrayBuffer. */
  readonly sharedMemory: boolean;
}

/** Why Automatic took this engine and not the first, and what to do for WebGPU on a GPU. */
export function reasonForChoice(choice: Choice, browser: Browser): EngineNote[] {
  if (choice.engine === 'compiled') return [];
  if (choice.engine === 'webgpu') return choice.compiled ? [whyNotCompiled(choice.compiled)] : [];
  const lack = lackOf(choice.webgpu);
  const family = familyOf(browser.userAgent);
  return [
    ...(lack ? [{ code: 'webgpu-lacks', params: { lack } } as const] : []),
    trialNote(choice),
    ...(lack ? [{ code: 'webgpu-advice', params: { lack, browser: family } } as const] : []),
    ...(choice.engine === 'wasm' ? threadNotes(browser) : []),
  ];
}

/** What to say of an engine that was asked for by name. */
export function reasonForAsked(
  engine: EngineId,
  software: boolean,
  adapter: Adapter,
  browser: Browser,
): EngineNote[] {
  const note: EngineNote = {
    code: 'engine-chosen',
    params: { engine, imitated: software && adapter.kind === 'gpu' ? adapter.name : null },
  };
  if (engine === 'compiled' || engine === 'webgpu') return software ? [note] : [];
  return engine === 'wasm' ? [note, ...threadNotes(browser)] : [note];
}

/** Why WebGPU is left to TensorFlow.js. */
const whyNotCompiled = (trial: CompiledTrial): EngineNote =>
  trial.kind === 'refused'
    ? { code: 'compiled-failed', params: { error: trial.error } }
    : {
        code: 'compiled-slower',
        params: { compiledMs: trial.compiledMs, referenceMs: trial.referenceMs },
      };

/** Why there is no WebGPU on a graphics card; null where there is. */
export function lackOf(finding: WebgpuFinding): WebgpuLack | null {
  switch (finding.kind) {
    case 'gpu':
      return null;
    case 'software':
      return { lack: 'software', adapter: finding.adapter };
    case 'broken':
      return { lack: 'broken', error: finding.error };
    case 'no-adapter':
    case 'insecure':
    case 'absent':
      return { lack: finding.kind };
  }
}

export function familyOf(userAgent: string): BrowserFamily {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrome\//.test(userAgent)) {
    return /Linux/.test(userAgent) && !/Android/.test(userAgent) ? 'linux-chrome' : 'chrome';
  }
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}

/** What the trial gave, or what was missing for it. */
function trialNote({ engine, trials }: Choice): EngineNote {
  const { wasm, webgl } = trials;
  if (wasm?.kind === 'measured' && webgl?.kind === 'measured') {
    const [won, lost] = engine === 'wasm' ? [wasm, webgl] : [webgl, wasm];
    const other: Rival = engine === 'wasm' ? 'webgl' : 'wasm';
    return {
      code: 'trial-won',
      params: { engine, ms: won.stepMs, other, otherMs: lost.stepMs },
    };
  }
  const missing = (['wasm', 'webgl'] as const).flatMap((rival): MissingEngine[] => {
    const trial = trials[rival];
    return trial?.kind === 'missing' ? [{ engine: rival, error: trial.error }] : [];
  });
  return engine === 'cpu'
    ? { code: 'cpu-alone', params: { missing } }
    : { code: 'engine-instead', params: { engine, missing } };
}

/** Why WASM has no threads. */
function threadNotes({ secure, isolated, sharedMemory }: Browser): EngineNote[] {
  if (isolated && sharedMemory) return [];
  const why = !secure ? 'plain-http' : isolated ? 'no-shared-memory' : 'no-headers';
  return [{ code: 'one-thread', params: { why } }];
}
