import { describe, expect, it } from 'vitest';
import { stepsFor, stepsPerEpoch } from '../../contract/epochs';
import { PRESET_IDS, type PresetId } from '../../contract/hyperparameters';
import type { EngineId } from '../../contract/records';
import type { Engine } from '../../engine/engine';
import { PRESETS } from '../../nets/presets';
import {
  BATCH,
  PICTURES,
  fullSettings,
  trainForReal,
  type Outcome,
  type RealRun,
} from './real-run';

/** Steps before and after, where they are not told: fewer for what is slow on an engine. */
const HALF = 20;

/** Set by hand (see CONTRIBUTING.md): all of them with as many steps, however long it takes. */
const LONG = import.meta.env['VITE_LONG_RESUME'] === 'yes';

/** For an engine beside WASM: of what the session does, nothing depends on the engine, and the steps of
 *  every preset are held to PyTorch or replayed elsewhere. */
export const RESUMED: readonly PresetId[] = LONG ? PRESET_IDS : ['atelier'];

/**
 * [SAVE5] Sessions that were broken off and went on, against sessions in one go, bit for bit.
 * @param orders whether they are given orders on the way as well, which the session answers.
 */
export function resumeSuite(
  id: EngineId,
  open: () => Promise<Engine>,
  halves: Partial<Record<PresetId, number>> = {},
  presets: readonly PresetId[] = PRESET_IDS,
  orders = true,
): void {
  describe('going on from a checkpoint', () => {
    const inOneGo = async (one: RealRun): Promise<Outcome> => (await trainForReal(one)).outcome();

    /** Stops after so many steps, and goes on with a new session and a new model. */
    const broken = async (one: RealRun, after: number): Promise<Outcome> => {
      const { store } = await trainForReal({
        ...one,
        afterStep: (session, steps, model) => {
          one.afterStep?.(session, steps, model);
          if (steps === after) session.commands.take({ type: 'stop' });
        },
      });
      const { checkpoint } = (await store.newestCheckpoint('r'))!;
      expect(checkpoint).toMatchObject({ step: after, engine: id });
      await store.rewindRun('r', checkpoint, {});
      return (await trainForReal({ ...one, store, from: checkpoint })).outcome();
    };

    const compare = (found: Outcome, expected: Outcome, steps: number): void => {
      expect(found.metrics).toEqual(expected.metrics);
      expect(found.metrics.filter((_, i) => i % 6 === 0)).toHaveLength(steps);
      // Three updates a step go by one counter where the optimiser is one.
      const updates = Object.entries(found.state.counters).map(([name, count]) =>
        name === 'adam.step' ? count / 3 : count,
      );
      expect(new Set(updates)).toEqual(new Set([steps]));
      expect(found.state).toEqual(expected.state);
      expect(found.grid).toEqual(expected.grid);
      // Equal for no other reason than that nothing was learnt, or nothing painted?
      expect(new Set(found.metrics.filter((_, i) => i % 6 === 2)).size).toBeGreaterThan(steps / 2);
      expect(new Set(found.grid).size).toBeGreaterThan(1);
    };

    /** Whole epochs of about so many steps: two an epoch, or somewhat fewer where what is left over
     *  begins the next. */
    const settingsFor = (preset: PresetId, about: number) => {
      const { batching } = PRESETS[preset];
      const passes = { pictures: PICTURES, batchSize: BATCH, batching };
      const epochs = Math.floor(about / stepsPerEpoch(passes));
      return { settings: fullSettings(preset, { epochs }), steps: stepsFor(epochs, passes) };
    };

    it.each(presets)(
      '[SAVE5] is exact for %s',
      async (preset) => {
        const engine = await open();
        const half = LONG ? HALF : (halves[preset] ?? HALF);
        const { settings, steps } = settingsFor(preset, 2 * half);
        const one = { engine, settings };
        compare(await broken(one, half), await inOneGo(one), steps);
      },
      LONG ? 1_800_000 : undefined,
    );

    if (!orders && !LONG) return;
    it('[SAVE5] [SAVE3] is exact with rates changed before, saves beside the steps, and a pause', async () => {
      const engine = await open();
      const half = 6;
      const { settings, steps: all } = settingsFor('atelier', 2 * half);
      const change = (at: number): NonNullable<RealRun['afterStep']> => {
        const changed = new Set<unknown>();
        return (session, steps) => {
          if (steps !== at || changed.has(session)) return;
          changed.add(session);
          session.commands.take({ type: 'setLearningRates', generator: 1e-3, discriminator: 5e-4 });
        };
      };
      const expected = await inOneGo({ engine, settings, afterStep: change(3) });
      const changeRates = change(3);
      const found = await broken(
        {
          engine,
          settings,
          afterStep: (session, steps, model) => {
            changeRates(session, steps, model);
            if (steps === 2 || steps === half + 2) session.commands.take({ type: 'save' });
            if (steps !== 4) return;
            session.commands.take({ type: 'pause' });
            setTimeout(() => session.commands.take({ type: 'resume' }), 50);
          },
        },
        half,
      );
      compare(found, expected, all);
    });
  });
}
