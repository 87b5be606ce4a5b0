import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import { openRunOf } from './views';

let studio: Harness;
afterEach(async () => {
  vi.useRealTimers();
  await studio.end();
});
const texts = () => told(studio.state()).map(({ text }) => text);
const saved = (step: number): void =>
  studio.ports.trainer.say({
    type: 'checkpointSaved',
    runId: 'run 1',
    step,
    epoch: 0,
    savedAt: step,
    bytes: 10,
    stallMs: 1,
  });

describe('the space there is', () => {
  it('[DISK1] is shown from the start, and after what changes it', async () => {
    studio = await openStudio();
    const { disk } = studio.ports;
    await vi.waitFor(() => expect(studio.state().disk).toMatchObject({ used: 10_000_000 }));
    disk.used = 20_000_000;
    await studio.drop();
    await vi.waitFor(() => expect(studio.state().disk).toMatchObject({ used: 20_000_000 }));
    await studio.actions.train();
    disk.used = 30_000_000;
    const { run } = openRunOf(studio.state())!;
    studio.ports.trainer.say({ type: 'run', run: { ...run, state: 'finished' }, preparing: null });
    await vi.waitFor(() => expect(studio.state().disk).toMatchObject({ used: 30_000_000 }));
    disk.used = 5_000_000;
    await studio.actions.deleteDataset(run.datasetId);
    studio.actions.undoDelete();
    await vi.waitFor(() => expect(studio.state().disk).toMatchObject({ used: 5_000_000 }));
  });

  it('[DISK1] is measured after checkpoints, every ten seconds at most', async () => {
    studio = await openStudio();
    await studio.drop();
    await studio.actions.train();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const before = studio.ports.disk.measured;
    for (let step = 1; step <= 25; step++) {
      saved(step);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(studio.ports.disk.measured - before).toBe(3);
    expect(openRunOf(studio.state())?.run.checkpoint).toMatchObject({ step: 25 });
  });

  it('[DISK1] the browser is asked to keep what is stored, at most once on each occasion', async () => {
    studio = await openStudio();
    const { disk } = studio.ports;
    vi.spyOn(disk, 'persist').mockImplementation(() => {
      disk.asked++;
      return Promise.resolve(false);
    });
    await studio.drop();
    await studio.drop();
    expect(disk.asked).toBe(1);
    await studio.actions.train();
    studio.actions.stop();
    expect(disk.asked).toBe(2);
  });

  it('[DISK1] a promise that was given is not asked for again', async () => {
    studio = await openStudio();
    await studio.drop();
    await vi.waitFor(() => expect(studio.state().disk?.persisted).toBe(true));
    await studio.actions.train();
    expect(studio.ports.disk.asked).toBe(1);
  });

  it('[DISK1] Train says where a run will not fit, and trains', async () => {
    studio = await openStudio();
    const { disk } = studio.ports;
    disk.quota = disk.used + 3_000_000;
    await studio.drop();
    await vi.waitFor(() => expect(studio.state().disk?.quota).toBe(13_000_000));
    await studio.actions.train();
    expect(texts()).toEqual([]);
    const { run } = openRunOf(studio.state())!;
    disk.used += 1_200_000;
    studio.ports.trainer.say({ type: 'run', run: { ...run, state: 'stopped' }, preparing: null });
    await vi.waitFor(() => expect(studio.state().disk?.used).toBe(11_200_000));
    await studio.actions.train();
    expect(texts()).toEqual([
      'Saving this run takes up to 3.0 MB, and the browser has 1.8 MB left for the studio.',
    ]);
    expect(studio.ports.trainer.all('start')).toHaveLength(2);
  });

  it('is unknown where the browser does not tell', async () => {
    studio = await openStudio();
    vi.spyOn(studio.ports.disk, 'usage').mockResolvedValue(null as never);
    await studio.drop();
    await vi.waitFor(() => expect(studio.state().disk).toBeNull());
    await studio.actions.train();
    expect(texts()).toEqual([]);
  });
});
