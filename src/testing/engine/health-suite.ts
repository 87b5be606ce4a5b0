import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { normal } from '../../contract/random';
import type { ModelState } from '../../contract/records';
import type { Engine } from '../../engine/engine';
import { indexOfBad } from '../../engine/validate-state';
import { GanModel } from '../../engine/tfjs/gan-model';
import { WEIGHT_LOOK_EVERY, sumsOfSquares, weightHealth } from '../../engine/tfjs/health';
import { smallSettings, trainForReal } from './real-run';

/** Names of the tensors that hold a number that is not finite. */
const unsound = ({ tensors }: ModelState): string[] =>
  Object.entries(tensors).flatMap(([group, all]) =>
    all.filter(({ values }) => indexOfBad(values) >= 0).map(({ name }) => `${group} ${name}`),
  );

/** [SAVE11] Bad numbers are seen, which is an engine's arithmetic, on the selected engine. */
export function sightSuite(open: () => Promise<Engine>): void {
  describe('numbers that are not finite', () => {
    it('[SAVE11] are seen in vectors of any length, wherever they are', async () => {
      await open();
      const look = async (values: Float32Array): Promise<Float32Array> => {
        const sums = tf.tidy(() => sumsOfSquares(tf.tensor1d(values)));
        const read = await sums.data<'float32'>();
        sums.dispose();
        return read;
      };
      for (const size of [1, 256, 257, 70_001]) {
        const values = normal(1, 96, size, size);
        expect(weightHealth(await look(values))).toBe('sound');
        for (const bad of [NaN, Infinity, -Infinity, 1e30]) {
          for (const place of new Set([0, size >> 1, size - 1])) {
            const [sum] = await look(values.map((value, i) => (i === place ? bad : value)));
            expect([size, bad, place, Number.isFinite(sum)]).toEqual([size, bad, place, false]);
          }
        }
        expect(weightHealth(await look(new Float32Array(size)))).toBe('zero');
      }
      expect(weightHealth(new Float32Array(0))).toBe('unseen');
    });
  });
}

/** [SAVE11] They are seen and never kept: what a session does about them is the same on all engines. */
export function healthSuite(open: () => Promise<Engine>): void {
  sightSuite(open);
  describe('a run whose numbers are not finite', () => {
    it('[SAVE11] a poisoned weight that no loss shows halts the run within a few steps', async () => {
      const engine = await open();
      let poisoned = 0;
      const { store, events } = await trainForReal({
        engine,
        settings: smallSettings('atelier', { epochs: 9 }),
        afterStep: (session, steps, model) => {
          if (steps === 2) session.commands.take({ type: 'save' });
          if (steps !== 5 || poisoned > 0) return;
          poisoned = steps;
          if (!(model instanceof GanModel))
            throw new Error('A model of TensorFlow.js is expected.');
          // Training goes by each batch's own statistics; only grids would show this one.
          const { moving } = model.generator.parameters;
          const numbers = new Float32Array(moving.values[0]!.size).fill(1);
          numbers[3] = NaN;
          moving.replace(0, tf.tensor1d(numbers));
        },
      });
      const run = store.runs.get('r')!;
      expect(run).toMatchObject({
        state: 'failed',
        failure: { code: 'numbers-bad' },
        step: 2,
      });
      const at = run.failure?.code === 'numbers-bad' ? run.failure.params.step : NaN;
      expect(at).toBeGreaterThan(poisoned);
      expect(at).toBeLessThanOrEqual(poisoned + WEIGHT_LOOK_EVERY);
      expect(store.checkpointSteps).toEqual([2]);
      expect(unsound(store.checkpoints[0]!.state)).toEqual([]);
      expect(events.filter(({ type }) => type === 'failed')).toHaveLength(1);
    });

    it.each([0.1, 1e25])('[SAVE11] with the learning rate %d nothing bad is kept', async (rate) => {
      const engine = await open();
      const { store } = await trainForReal({
        engine,
        settings: smallSettings('atelier', {
          epochs: 6,
          generatorLearningRate: rate,
          discriminatorLearningRate: rate,
        }),
        // As often as it may.
        afterStep: (session) => session.commands.take({ type: 'save' }),
      });
      const run = store.runs.get('r')!;
      const rows = [...store.blocks.values()].flatMap(({ rows }) => [...rows]);
      expect(rows.every(Number.isFinite)).toBe(true);
      expect(store.checkpoints.flatMap(({ state }) => unsound(state))).toEqual([]);
      // A tenth is survived by batch norm; what is absurd beyond all measure is not.
      if (rate < 1) expect(['finished', 'failed']).toContain(run.state);
      else
        expect(run).toMatchObject({
          state: 'failed',
          failure: { code: 'numbers-bad' },
        });
      expect(run.step).toBe(store.checkpoints.at(-1)?.step ?? 0);
    });
  });
}
