import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allWeights } from '../../nets/model-state';
import { buildGan } from '../../nets/presets';
import { openStorage } from '../../storage/open';
import type { StudioStorage } from '../../storage/studio-storage';
import { fixtureBytes, foreignFile, factsOf } from '../../testing/foreign/files';
import { referenceForward } from '../../testing/reference-net';
import { importFile } from '../read';

/** Files as Keras 2.2.4 saves keragan's nets (testing/foreign/make-keragan.py). */

const IDS = { runId: 'new-run', datasetId: 'new-set' };
const quiet = (): void => undefined;

let name = '';
let serial = 0;
let storage: StudioStorage;
beforeEach(async () => {
  name = `keragan-test-${serial++}`;
  storage = await openStorage(name);
});
afterEach(async () => {
  storage.close();
  await deleteDB(name);
});

describe('keragan’s files', () => {
  it('[KERAS5] a generator is explored with the pictures that it makes, its colours as keragan saves them', async () => {
    await importFile(storage, foreignFile('gen_200.h5'), IDS, quiet);
    const run = (await storage.run('new-run'))!;
    expect(run).toMatchObject({ name: 'gen_200', state: 'finished', checkpoint: null });
    expect(run.settings).toMatchObject({
      preset: 'keragan',
      imageSize: 64,
      width: 64,
      latentSize: 4,
    });
    const { spec, weights } = (await storage.generator('new-run', 0))!;
    expect(spec).toEqual(buildGan(run.settings).generator);
    const { latents } = factsOf('keragan');
    const values = Float64Array.from(latents.flat());
    const made = referenceForward(spec, weights, { shape: [2, 4], values });
    const seen = fixtureBytes('seen.bin');
    expect(made.shape).toEqual([2, 64, 64, 3]);
    const off = made.values.map((value, i) => Math.abs((value + 1) * 127.5 - seen[i]!));
    expect(Math.max(...off)).toBeLessThan(0.51);
  });

  it('[KERAS5] [FILE8] a generator and its discriminator can be trained further, and judge as they did', async () => {
    const parts = ['dis_200.h5', 'gen_200.h5'].map((part) => ({
      name: part,
      file: foreignFile(part),
    }));
    await importFile(storage, parts, IDS, quiet);
    const run = (await storage.run('new-run'))!;
    expect(run).toMatchObject({ state: 'stopped', step: 0, checkpoint: { step: 0, epoch: 0 } });
    const { checkpoint } = (await storage.newestCheckpoint('new-run'))!;
    const gan = buildGan(run.settings);
    const { tensors, counters } = checkpoint.state;
    expect(counters).toEqual({ 'adam.step': 0 });
    const groups = ['discriminator.weights', 'discriminator.statistics'].map(
      (one) => tensors[one]!,
    );
    const seen = Float64Array.from(fixtureBytes('seen.bin'), (value) => value / 127.5 - 1);
    const said = referenceForward(gan.discriminator, allWeights(gan.discriminator, ...groups), {
      shape: [2, 64, 64, 3],
      values: seen,
    });
    for (const [i, score] of factsOf('keragan').scores.entries()) {
      expect(Math.abs(said.values[i]! - score)).toBeLessThan(0.01);
    }
  });
});
