import { StudioError } from '../../contract/errors';
import type { EngineId } from '../../contract/events';
import { ENGINE_NAMES } from '../../contract/hyperparameters';
import type { OpenedEngine, Notify } from '../engine';
import { LossGuard } from '../loss-guard';
import { findWebgpu } from '../gpu/device';
import type { CompiledTrial, Probes, Rival, Trial } from './choose';
import { compareEngines } from './compare';
import { loadTfjs } from './parts';
import { withPatience } from './patience';

/** Milliseconds for the compiled engine and its reference to be compared, all kernels compiled. */
const COMPARISON_PATIENCE = 60_000;

/** Where engines are opened to be tried; several stay open until one is taken. */
export interface Bench {
  open(id: EngineId): Promise<OpenedEngine>;
  close(id: EngineId): void;
}

/** The real world. */
export function probesOver(bench: Bench, notify: Notify): Probes {
  return {
    webgpu() {
      notify('Looking for a graphics card');
      return findWebgpu().catch((error: unknown) => ({ kind: 'broken', why: said(error) }));
    },
    async tryWebgpu() {
      try {
        await bench.open('webgpu');
        await (await loadTfjs()).tryOut();
        return null;
      } catch (error) {
        bench.close('webgpu');
        return { why: said(error) };
      }
    },
    async tryCompiled(on): Promise<CompiledTrial> {
      try {
        const compiled = await bench.open('wgsl');
        const reference = await bench.open(on);
        notify(`Trying ${ENGINE_NAMES.wgsl}`);
        const guard = new LossGuard(compiled.lost);
        const measured = await withPatience(COMPARISON_PATIENCE, () =>
          guard.wait(compareEngines(compiled, reference)),
        );
        return { kind: 'agreed', ...measured };
      } catch (error) {
        bench.close('wgsl');
        return { kind: 'refused', why: said(error) };
      }
    },
    async trial(engine: Rival): Promise<Trial> {
      try {
        await bench.open(engine);
        notify(`Trying ${ENGINE_NAMES[engine]}`);
        return { kind: 'measured', stepMs: await (await loadTfjs()).measure() };
      } catch (error) {
        bench.close(engine);
        return { kind: 'missing', why: `${ENGINE_NAMES[engine]}: ${said(error)}` };
      }
    },
  };
}

/** A failure's own words. */
export const said = (error: unknown): string => StudioError.from(error).message;
