import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { deleteDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { includedPictures } from '../contract/choice';
import { Batches } from '../engine/batches';
import { loadTrainingSet } from '../engine/training-set';
import { allWeights } from '../nets/model-state';
import { buildGan } from '../nets/presets';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { openCpuEngine } from '../testing/engine/cpu-engine';
import { FakeStore } from '../testing/engine/fake-store';
import { trainForReal } from '../testing/engine/real-run';
import { importFile } from './read';

// TensorFlow.js recommends its Node package, which is not what is tested here.
tf.env().set('IS_TEST', true);

const FOLDER = 'src/testing/fixtures/projects';

/**
 * Runs of 7 pictures in batches of 2 that were stopped after 5 steps, as the studio wrote them
 * before runs recorded how a set becomes batches; and what that studio made of the run in one go.
 */
interface Expected {
  readonly stoppedAfter: number;
  /** Pictures of each step. */
  readonly places: readonly (readonly number[])[];
  readonly metrics: readonly (readonly number[])[];
  /** Epoch and step of each grid, and of each generator. */
  readonly samples: readonly (readonly number[])[];
  readonly generators: readonly (readonly number[])[];
  /** Length of each tensor of the last generator. */
  readonly lastWeights: readonly (readonly [string, number])[];
}
const EXPECTED = JSON.parse(readFileSync(`${FOLDER}/version-1-uneven.json`, 'utf8')) as Record<
  string,
  Expected
>;

let storage: StudioStorage;
afterEach(async () => {
  storage.close();
  await deleteDB('uneven');
});

describe('a run of before, whose batch does not divide its set', { timeout: 120_000 }, () => {
  it.each([
    ['atelier', 'last-dropped'],
    ['tensorflow', 'last-smaller'],
  ])('[SAVE5] [SAVE14] goes on with the batches it began with: %s', async (preset, batching) => {
    const expected = EXPECTED[preset]!;
    storage = await openStorage('uneven');
    const file = new Blob([readFileSync(`${FOLDER}/version-1-uneven-${preset}.atelier`)]);
    await importFile(storage, file, { runId: 'r', datasetId: 'set' }, () => undefined);
    const run = (await storage.run('r'))!;
    expect(run).toMatchObject({ batching, step: expected.stoppedAfter, datasetCount: 7 });

    const set = (await storage.dataset('set'))!;
    const pictures = await loadTrainingSet(set, run.choice ?? set, (id, i) => storage.chunk(id, i));
    expect(includedPictures(set, run.choice ?? set)).toHaveLength(7);
    const batches = new Batches(pictures, run.batching, run.settings);
    batches.heldByModel = 'places';
    for (const [step, places] of expected.places.entries()) {
      const batch = await batches.at(step);
      expect(batch.kind === 'places' && [...batch.places]).toEqual(places);
    }

    // To its end, from the checkpoint of the file.
    const store = new FakeStore();
    store.sets.set('set', set);
    store.chunks.push((await storage.chunk('set', 0))!);
    await store.createRun(run);
    const { checkpoint } = (await storage.newestCheckpoint('r'))!;
    await store.rewindRun('r', checkpoint, {});
    const engine = await openCpuEngine();
    await trainForReal({ engine, settings: run.settings, store, from: checkpoint });
    const rows = [...store.blocks.values()].flatMap((block) => [...block.rows]);
    expect(rows).toHaveLength(6 * expected.metrics.length);
    expected.metrics.flat().forEach((value, i) => expect(rows[i]).toBeCloseTo(value, 6));
    const later = ([, step]: readonly number[]): boolean => step! > expected.stoppedAfter;
    expect(store.samples.map(({ epoch, step }) => [epoch, step])).toEqual(
      expected.samples.filter(later),
    );
    expect(store.generators.map(({ epoch, step }) => [epoch, step])).toEqual(
      expected.generators.filter(later),
    );
    const { tensors } = store.checkpoints.at(-1)!.state;
    const groups = [tensors['generator.weights']!, tensors['generator.statistics'] ?? []];
    allWeights(buildGan(run.settings).generator, ...groups).forEach(({ name, values }, i) => {
      const [expectedName, length] = expected.lastWeights[i]!;
      expect(name).toBe(expectedName);
      expect(Math.hypot(...values)).toBeCloseTo(length, 5);
    });
  });
});
