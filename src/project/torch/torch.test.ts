import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allWeights } from '../../nets/model-state';
import { buildGan } from '../../nets/presets';
import { openStorage } from '../../storage/open';
import type { StudioStorage } from '../../storage/studio-storage';
import { factsOf, fixtureBytes, foreignFile } from '../../testing/foreign/files';
import { referenceForward } from '../../testing/reference-net';
import { importFile } from '../read';

/** Files of PyTorch (testing/foreign/make-artgan.py). */

const IDS = { runId: 'new-run', datasetId: 'new-set' };
const quiet = (): void => undefined;

let name = '';
let serial = 0;
let storage: StudioStorage;
beforeEach(async () => {
  name = `torch-test-${serial++}`;
  storage = await openStorage(name);
});
afterEach(async () => {
  storage.close();
  await deleteDB(name);
});

const made = () => new Float32Array(fixtureBytes('artgan.bin').buffer);

describe('state dicts of PyTorch', () => {
  it.each(['G.pth', 'G-old.pth'])(
    '[PTH1] %s of ARTGAN paints what it painted there',
    async (file) => {
      await importFile(storage, foreignFile(file), IDS, quiet);
      const run = (await storage.run('new-run'))!;
      expect(run).toMatchObject({ name: file.replace('.pth', ''), state: 'finished' });
      expect(run.settings).toMatchObject({ preset: 'artgan', width: 4, latentSize: 6 });
      const { spec, weights } = (await storage.generator('new-run', 0))!;
      const values = Float64Array.from(factsOf('artgan').latents.flat());
      const ours = referenceForward(spec, weights, { shape: [2, 6], values });
      const theirs = made();
      expect(ours.values).toHaveLength(theirs.length);
      expect(Math.max(...ours.values.map((v, i) => Math.abs(v - theirs[i]!)))).toBeLessThan(1e-4);
    },
  );

  it('[PTH1] [FILE8] G.pth and D.pth of ARTGAN can be trained further, and judge as they did', async () => {
    const parts = ['G.pth', 'D.pth'].map((part) => ({ name: part, file: foreignFile(part) }));
    await importFile(storage, parts, IDS, quiet);
    const run = (await storage.run('new-run'))!;
    expect(run).toMatchObject({ name: 'G', state: 'stopped', checkpoint: { step: 0 } });
    const { tensors } = (await storage.newestCheckpoint('new-run'))!.checkpoint.state;
    const { discriminator } = buildGan(run.settings);
    const groups = ['discriminator.weights', 'discriminator.statistics'].map(
      (one) => tensors[one]!,
    );
    const said = referenceForward(discriminator, allWeights(discriminator, ...groups), {
      shape: [2, 64, 64, 3],
      values: Float64Array.from(made()),
    });
    for (const [i, score] of factsOf('artgan').scores.entries()) {
      expect(Math.abs(said.values[i]! - score)).toBeLessThan(1e-4);
    }
  });

  it.each([
    ['G-module.pth', { code: 'file-torch-global' }],
    ['G-half.pth', { code: 'file-torch-numbers', params: { found: 'HalfStorage' } }],
    ['other.pth', { code: 'file-torch-other-net', params: { found: '[4, 3] [5, 4]' } }],
    ['D.pth', { code: 'file-discriminator-alone' }],
  ])(
    '[PTH2] [FILE5] %s is refused with what was found, and nothing is left',
    async (file, expected) => {
      const coming = importFile(storage, foreignFile(file), IDS, quiet);
      await expect(coming).rejects.toMatchObject(expected);
      expect(await storage.runs()).toEqual([]);
    },
  );

  it('[PTH2] what would be carried out is refused by its name', async () => {
    const pickle = `\x80\x02cposix\nsystem\n(X\x04\x00\x00\x00ls /tR.`;
    const whole = fixtureBytes('G-old.pth');
    // Behind the three pickles that tell the format.
    const head = whole.slice(0, 137);
    const evil = new File([head, Uint8Array.from(pickle, (char) => char.charCodeAt(0))], 'G.pth');
    await expect(importFile(storage, evil, IDS, quiet)).rejects.toMatchObject({
      code: 'file-torch-global',
      params: { found: 'posix.system' },
    });
  });
});
