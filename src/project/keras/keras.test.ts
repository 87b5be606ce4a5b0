import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NetChoice } from '../../contract/exports';
import { PRESET_IDS } from '../../contract/hyperparameters';
import type { WeightTensor } from '../../contract/records';
import { kerasH5 } from '../../export/keras/h5';
import { allWeights } from '../../nets/model-state';
import { openStorage } from '../../storage/open';
import type { StudioStorage } from '../../storage/studio-storage';
import { takenCases } from '../../testing/taken-nets';
import { importFile } from '../read';

const IDS = { runId: 'new-run', datasetId: 'new-set' };
const quiet = (): void => undefined;

let name = '';
let serial = 0;
let storage: StudioStorage;
beforeEach(async () => {
  name = `keras-test-${serial++}`;
  storage = await openStorage(name);
});
afterEach(async () => {
  storage.close();
  await deleteDB(name);
});

const plain = (weights: readonly WeightTensor[]) =>
  weights.map(({ name: title, shape, values }) => ({ title, shape, values: [...values] }));

function filesOf(preset: (typeof PRESET_IDS)[number]) {
  const source = takenCases().find(({ name: found }) => found === preset)!.source;
  const run = { ...source.run, name: 'Моря, 海' };
  const file = (choice: NetChoice) => kerasH5({ ...source, run, ...choice });
  const discriminator = source.discriminator!;
  const { generator } = source;
  return {
    run,
    generator: {
      file: file({ net: 'generator', weights: 'weights' }),
      spec: generator.spec,
      weights: generator.weights,
    },
    discriminator: { file: file({ net: 'discriminator', weights: 'weights' }), ...discriminator },
  };
}

describe('nets of the studio as files of Keras', () => {
  it.each(PRESET_IDS)(
    '[KERAS4] a generator of the preset %s comes back as it was',
    async (preset) => {
      const { run, generator } = filesOf(preset);
      expect(await importFile(storage, generator.file, IDS, quiet)).toEqual({
        ...IDS,
        datasetId: null,
      });
      const came = (await storage.run('new-run'))!;
      expect(came).toMatchObject({ name: run.name, state: 'finished', checkpoint: null });
      expect(came.settings).toEqual({ ...run.settings, averageGenerator: false });
      const kept = (await storage.generator('new-run', 0))!;
      expect(kept.spec).toEqual(generator.spec);
      expect(plain(kept.weights)).toEqual(plain(generator.weights));
    },
  );

  it.each(PRESET_IDS)(
    '[FILE8] both nets of the preset %s can be trained further',
    async (preset) => {
      const { run, generator, discriminator } = filesOf(preset);
      const both = [
        { name: 'a-discriminator.h5', file: discriminator.file },
        { name: 'a-generator.h5', file: generator.file },
      ];
      await importFile(storage, both, IDS, quiet);
      const came = (await storage.run('new-run'))!;
      expect(came).toMatchObject({ name: run.name, state: 'stopped', checkpoint: { step: 0 } });
      const { checkpoint, damaged } = (await storage.newestCheckpoint('new-run'))!;
      expect(damaged).toBe(0);
      const { tensors, counters } = checkpoint.state;
      const groups = ['discriminator.weights', 'discriminator.statistics'].map(
        (one) => tensors[one] ?? [],
      );
      expect(plain(allWeights(discriminator.spec, ...groups))).toEqual(
        plain(discriminator.weights),
      );
      for (const count of Object.values(counters)) expect(count).toBe(0);
      const moments = Object.entries(tensors).filter(([group]) => group.includes('.adam.'));
      expect(
        moments
          .flatMap(([, some]) => some.flatMap(({ values }) => [...values]))
          .every((v) => v === 0),
      ).toBe(true);
    },
  );

  it('[FILE8] [FILE5] a discriminator alone is refused, and nothing is left', async () => {
    const { discriminator } = filesOf('artgan');
    const coming = importFile(storage, discriminator.file, IDS, quiet);
    await expect(coming).rejects.toMatchObject({ code: 'file-discriminator-alone' });
    expect(await storage.runs()).toEqual([]);
  });
});
