import * as tf from '@tensorflow/tfjs-core';
// The core alone knows no gradients; they are to come after it, for they ask for its flags.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { StudioError } from '../../../contract/errors';
import type { EngineId, EngineReport } from '../../../contract/events';
import type { EngineChoice } from '../../../contract/hyperparameters';
import { choose, type Choice, type Probes, type Rival, type Trial } from './choose';
import type { Opened } from './opened';
import {
  ENGINE_NAMES,
  reasonForAsked,
  reasonForChoice,
  whatToDo,
  whyNotWebgpu,
  type Browser,
} from './reasons';
import { measure, tryOut, withPatience } from './trial';

/** Told in a few words what is going on. */
type Tell = (text: string) => void;

/** Milliseconds for an engine's code to arrive, over a slow line too, and to start. */
const LOADING_PATIENCE = 90_000;

/** Engines that are open. One, save during the trial; TensorFlow.js has one active at a time. */
const engines = new Map<EngineId, Opened>();
/** The outcome of Automatic; it holds as long as the engine can be opened, and cost a second. */
let chosen: Choice | null = null;

/**
 * Opens an engine and makes it the active TensorFlow.js backend of this thread; its code is loaded
 * when it is needed. The engine that is open already is kept; any other is closed, with all its
 * tensors: never call this while a run holds tensors.
 * @throws StudioError('engine-unavailable') where the engine asked for is missing.
 */
export async function openEngine(
  choice: EngineChoice,
  onDetail: Tell = () => {},
): Promise<EngineReport> {
  const browser = thisBrowser();
  if (choice === 'automatic') {
    const { opened, choice: taken } = await openAutomatically(onDetail);
    return { ...opened.report, reason: reasonForChoice(taken, browser) };
  }
  try {
    const { report } = await openAlone(choice, onDetail);
    const { software, adapter } = report;
    return { ...report, reason: reasonForAsked(choice, software, adapter, browser) };
  } catch (error) {
    throw await unavailable(choice, error, browser);
  }
}

/**
 * Resolves when the open engine is lost: a reset graphics card, a new driver, too little memory.
 * Race it against whatever waits for results, which would wait for ever. Null where the engine
 * cannot be lost or none is open. After a loss, `openEngine` opens afresh.
 */
export function engineLost(): Promise<StudioError> | null {
  for (const opened of engines.values()) return opened.lost;
  return null;
}

/** What is known of the open engine; null where none is. */
export function openedReport(): Opened['report'] | null {
  for (const opened of engines.values()) return opened.report;
  return null;
}

/** Closes the engine and gives its memory, device and threads back. */
export function closeEngine(): void {
  closeAllBut(null);
}

/** Makes the next Automatic look and measure again, instead of going by what it found before. */
export function forgetChoice(): void {
  chosen = null;
}

async function openAutomatically(tell: Tell): Promise<{ opened: Opened; choice: Choice }> {
  chosen ??= await choose(probes(tell));
  try {
    return { opened: await openAlone(chosen.engine, tell), choice: chosen };
  } catch {
    // What was there before is gone, as after a lost graphics card: look again.
    chosen = await choose(probes(tell));
    return { opened: await openAlone(chosen.engine, tell), choice: chosen };
  }
}

function probes(tell: Tell): Probes {
  return {
    async webgpu() {
      tell('Looking for a graphics card');
      const { findWebgpu } = await import('./webgpu');
      return findWebgpu().catch((error: unknown) => ({ kind: 'broken', why: said(error) }));
    },
    async tryWebgpu() {
      try {
        await open('webgpu', tell);
        await tryOut();
        return null;
      } catch (error) {
        close('webgpu');
        return { why: said(error) };
      }
    },
    async trial(engine: Rival): Promise<Trial> {
      try {
        await open(engine, tell);
        tell(`Trying ${ENGINE_NAMES[engine]}`);
        return { kind: 'measured', stepMs: await measure() };
      } catch (error) {
        close(engine);
        return { kind: 'missing', why: `${ENGINE_NAMES[engine]}: ${said(error)}` };
      }
    },
  };
}

async function openAlone(id: EngineId, tell: Tell): Promise<Opened> {
  const opened = await open(id, tell);
  closeAllBut(id);
  return opened;
}

async function open(id: EngineId, tell: Tell): Promise<Opened> {
  const known = engines.get(id);
  if (known) {
    await tf.setBackend(id);
    return known;
  }
  tell(`Starting ${ENGINE_NAMES[id]}`);
  const opened = await withPatience(LOADING_PATIENCE, () => load(id));
  engines.set(id, opened);
  // A lost engine answers no more; the next opening is to start afresh.
  void opened.lost?.then(() => {
    if (engines.get(id) === opened) close(id);
  });
  return opened;
}

async function load(id: EngineId): Promise<Opened> {
  switch (id) {
    case 'webgpu':
      return (await import('./webgpu')).openWebgpu();
    case 'webgl':
      return (await import('./webgl')).openWebgl();
    case 'wasm':
      return (await import('./wasm/open')).openWasm();
    case 'cpu':
      return (await import('./cpu')).openCpu();
  }
}

function close(id: EngineId): void {
  const opened = engines.get(id);
  engines.delete(id);
  opened?.close();
}

function closeAllBut(id: EngineId | null): void {
  for (const other of [...engines.keys()]) if (other !== id) close(other);
}

/** Why an engine that was asked for is missing, and what to do. */
async function unavailable(id: EngineId, error: unknown, browser: Browser): Promise<StudioError> {
  const automatic = 'Choose the engine Automatic to train with what this browser has.';
  const problem = (why: string, hint: string) =>
    new StudioError('engine-unavailable', why, hint, { cause: error });
  if (id !== 'webgpu')
    return problem(`${ENGINE_NAMES[id]} cannot be used: ${said(error)}`, automatic);
  const { findWebgpu } = await import('./webgpu');
  const finding = await findWebgpu().catch(() => null);
  if (!finding || finding.kind === 'gpu' || finding.kind === 'software') {
    return problem(`WebGPU cannot be used: ${said(error)}`, automatic);
  }
  return problem(whyNotWebgpu(finding), `${whatToDo(finding, browser)} ${automatic}`);
}

/** A failure's own words. */
function said(error: unknown): string {
  return StudioError.from(error).message;
}

const thisBrowser = (): Browser => ({
  userAgent: navigator.userAgent,
  isolated: globalThis.crossOriginIsolated,
});
