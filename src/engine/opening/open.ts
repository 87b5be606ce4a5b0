import { StudioError } from '../../contract/errors';
import type { EngineId } from '../../contract/events';
import type { EngineChoice } from '../../contract/hyperparameters';
import type { OnPreparing } from '../../contract/preparing';
import type { Engine, OpenedEngine } from '../engine';
import { findWebgpu } from '../gpu/device';
import type { TuningCache } from '../model';
import { withPatience } from '../patience';
import { choose, loadCompiled, loadTfjs, probesOver, type Bench, type Choice } from './choose';
import { forRuns, passingTuningCache, withItsPainters } from './for-runs';
import { familyOf, lackOf, reasonForAsked, reasonForChoice, type Browser } from './reasons';

/** Milliseconds for an engine's code to arrive, over a slow line too, and to start. */
const LOADING_PATIENCE = 90_000;

/** Engines that are open. One, save during the trial. */
const engines = new Map<EngineId, OpenedEngine>();
/** The outcome of Automatic; it holds as long as the engine can be opened, and cost a second. */
let chosen: Choice | null = null;

/**
 * Opens an engine; its code is loaded when it is needed. The engine that is open already is kept;
 * any other is closed, with all it holds: never call this while a run holds tensors. After a loss it
 * opens afresh.
 * @param memo what engines keep for the next time.
 * @throws StudioError('engine-unavailable') where the engine asked for is missing.
 */
export async function openEngine(
  choice: EngineChoice,
  notify: OnPreparing = () => {},
  tuning: TuningCache = passingTuningCache(),
): Promise<Engine> {
  const browser = thisBrowser();
  if (choice === 'automatic') {
    const { opened, choice: taken } = await openAutomatically(notify);
    return forRuns(opened, reasonForChoice(taken, browser), tuning);
  }
  try {
    const opened = await openAlone(choice, notify);
    const { software, adapter } = opened.report;
    return forRuns(opened, reasonForAsked(choice, software, adapter, browser), tuning);
  } catch (error) {
    throw await unavailable(choice, error, browser);
  }
}

/** Closes the engine and gives its memory, device and threads back. */
export function closeEngine(): void {
  closeAllBut(null);
}

/** Makes the next Automatic look and measure again, instead of going by what it found before. */
export function forgetChoice(): void {
  chosen = null;
}

async function openAutomatically(
  notify: OnPreparing,
): Promise<{ opened: OpenedEngine; choice: Choice }> {
  const probes = probesOver(bench(notify), notify);
  chosen ??= await choose(probes);
  try {
    return { opened: await openAlone(chosen.engine, notify), choice: chosen };
  } catch {
    // What was there before is gone, as after a lost graphics card: look again.
    chosen = await choose(probes);
    return { opened: await openAlone(chosen.engine, notify), choice: chosen };
  }
}

const bench = (notify: OnPreparing): Bench => ({ open: (id) => open(id, notify), close });

async function openAlone(id: EngineId, notify: OnPreparing): Promise<OpenedEngine> {
  const opened = await open(id, notify);
  closeAllBut(id);
  return opened;
}

async function open(id: EngineId, notify: OnPreparing): Promise<OpenedEngine> {
  const known = engines.get(id);
  if (known) {
    await known.activate();
    return known;
  }
  notify({ code: 'starting-engine', params: { engine: id } });
  const opened = withItsPainters(await withPatience(LOADING_PATIENCE, () => load(id)));
  engines.set(id, opened);
  // A lost engine answers no more; the next opening is to start afresh.
  void opened.lost?.then(() => {
    if (engines.get(id) === opened) close(id);
  });
  return opened;
}

/** TensorFlow.js is loaded for its own engines alone. */
async function load(id: EngineId): Promise<OpenedEngine> {
  if (id === 'compiled') return (await loadCompiled()).openWgsl();
  return (await loadTfjs()).openTfjs(id);
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
  const cause = { cause: error };
  const webgpu = id === 'compiled' || id === 'webgpu';
  const finding = webgpu ? await findWebgpu().catch(() => null) : null;
  const lack = finding && lackOf(finding);
  if (lack && lack.lack !== 'software') {
    return new StudioError('webgpu-missing', { lack, browser: familyOf(browser.userAgent) }, cause);
  }
  const failure = StudioError.from(error, 'engine-unavailable').toData();
  return new StudioError('engine-unusable', { engine: id, error: failure }, cause);
}

const thisBrowser = (): Browser => ({
  userAgent: navigator.userAgent,
  secure: globalThis.isSecureContext,
  isolated: globalThis.crossOriginIsolated,
  sharedMemory: typeof SharedArrayBuffer !== 'undefined',
});
