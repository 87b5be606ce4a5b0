import { deleteDB, openDB } from 'idb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import type {
  CheckpointRecord,
  GeneratorRecord,
  ModelState,
  WeightTensor,
} from '../contract/records';
import { aCheckpoint, aGenerator, aRun } from '../testing/records';
import { openStorage } from './open';
import { MIGRATIONS, migrate } from './migrations';
import type { StudioStorage } from './studio-storage';

/** The commands of the DevTools protocol used here; its package of types is not at hand. */
interface DevTools {
  send(
    method: 'Storage.overrideQuotaForOrigin',
    params: { origin: string; quotaSize?: number },
  ): Promise<unknown>;
}
const devTools = (): DevTools => cdp() as unknown as DevTools;

const MB = 2 ** 20;
const ROOM = 24 * MB;

/** Noise: the browser compresses what it stores, and a fill of zeros would never fill a disk. */
function numbers(bytes: number): WeightTensor[] {
  const bits = new Uint32Array(bytes / 4);
  const most = 2 ** 14;
  for (let at = 0; at < bits.length; at += most) {
    crypto.getRandomValues(bits.subarray(at, at + most));
  }
  // Without the sign and the highest bit of the exponent: numbers below 2.
  const values = new Float32Array(bits.map((word) => word & 0x3fffffff).buffer);
  return [{ name: '0/kernel', shape: [values.length], values }];
}

/** 2 MB. */
const generator = (epoch: number): GeneratorRecord => ({
  ...aGenerator('kept', epoch),
  weights: numbers(2 * MB),
});

/** 6 MB. */
const checkpoint = (step: number): CheckpointRecord => {
  const { counters } = aCheckpoint('kept', step).state;
  const groups = ['generator', 'discriminator'].flatMap((net) =>
    ['weights', 'adam.first', 'adam.second'].map((kind) => [`${net}.${kind}`, numbers(MB)]),
  );
  const tensors = Object.fromEntries(groups) as ModelState['tensors'];
  return aCheckpoint('kept', step, { state: { tensors, counters } });
};

const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

const { origin } = location;
const FULL = { code: 'storage-full', kind: 'storage-full' };

/** Lets this origin store ROOM more than it does; resolves once the browser holds it to that. */
async function limit(): Promise<void> {
  const { usage = 0 } = await navigator.storage.estimate();
  await devTools().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + ROOM });
  const storage = await openStorage('probe');
  const pixels = new Uint8Array(2 * ROOM).fill(7);
  // The browser keeps an older quota in mind for half a minute: another test may have written.
  const refused = await vi.waitUntil(
    async () => {
      const error = await outcome(storage.putChunk({ datasetId: 'a', index: 0, pixels }));
      await storage.deleteDataset('a');
      return error;
    },
    { timeout: 90_000, interval: 1000 },
  );
  expect(refused).toMatchObject(FULL);
  expect(await storage.chunk('a', 0)).toBeUndefined();
  storage.close();
  await deleteDB('probe');
}
const unlimit = (): Promise<unknown> =>
  devTools().send('Storage.overrideQuotaForOrigin', { origin });

const name = 'storage-full';
const older = 'storage-full-older';
const weights = numbers(8 * MB);
let storage: StudioStorage;
/** Generators of the run that are stored. */
let epochs = 0;

// One limit for all, since it takes the browser half a minute to hold to another.
beforeAll(async () => {
  // Version 2, where generators held their weights: more of them than there will be room for.
  const old = await openDB(older, 2, {
    upgrade: (database, from, _to, transaction) => {
      migrate(database, transaction, from, MIGRATIONS.slice(0, 2));
    },
  });
  await old.put('runs', aRun('kept'));
  for (const epoch of [1, 2, 3, 4]) {
    await old.put('generators', { ...aGenerator('kept', epoch), weights });
  }
  old.close();
  await limit();
  storage = await openStorage(name);
});
afterAll(async () => {
  await unlimit();
  storage.close();
  await deleteDB(name);
  await deleteDB(older);
});

it('[DISK2] on a full disk nothing is lost, and making room lets a run be saved again', async () => {
  await storage.createRun(aRun('kept'));

  // A run fills what there is.
  await storage.putCheckpoint(checkpoint(10));
  let stopped: unknown = null;
  while (stopped === null && epochs < ROOM / MB) {
    stopped = await outcome(storage.putGenerator(generator(epochs + 1)));
    if (stopped === null) epochs++;
  }
  expect(stopped).toMatchObject(FULL);
  expect(epochs).toBeGreaterThan(4);

  // A checkpoint that does not fit leaves the one before whole.
  expect(await outcome(storage.putCheckpoint(checkpoint(20)))).toMatchObject(FULL);
  const whole = await storage.newestCheckpoint('kept');
  expect([whole?.checkpoint.step, whole?.damaged]).toEqual([10, 0]);
  expect((await storage.run('kept'))?.checkpoint?.step).toBe(10);
  const bytes = await storage.runBytes('kept');
  expect(bytes).toBe(epochs * 2 * MB + 6 * MB + 10 * 48);

  // Thinned, it fits.
  const freed = await storage.thinRun('kept');
  expect(freed).toBe(Math.floor((epochs - 1) / 2) * 2 * MB);
  // The browser takes a moment to give the space of deleted records back.
  const saved = await vi.waitFor(() => storage.putCheckpoint(checkpoint(20)), {
    timeout: 60_000,
    interval: 500,
  });
  expect(saved).toBe(6 * MB + 20 * 48);
  expect((await storage.newestCheckpoint('kept'))?.checkpoint.step).toBe(20);
  const left = await storage.generatorEpochs('kept');
  expect([left[0], left.at(-1)]).toEqual([1, epochs]);
});

it('[DISK2] an upgrade that finds no room says so', async () => {
  expect(await outcome(openStorage(older))).toMatchObject(FULL);
});

it('[DISK2] once there is room, a run is saved at once, and an upgrade finds all as it was', async () => {
  await unlimit();
  for (let more = 1; more <= 20; more++) await storage.putGenerator(generator(epochs + more));
  expect((await storage.generator('kept', epochs + 20))?.epoch).toBe(epochs + 20);

  const upgraded = await openStorage(older);
  expect(await upgraded.generatorEpochs('kept')).toEqual([1, 2, 3, 4]);
  const found = (await upgraded.generator('kept', 4))!.weights[0]!.values;
  expect(found.every((value, i) => value === weights[0]!.values[i])).toBe(true);
  upgraded.close();
});
