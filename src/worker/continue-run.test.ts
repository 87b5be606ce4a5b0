import 'fake-indexeddb/auto';
import { afterAll, expect, it } from 'vitest';
import type { MetricBlockRecord } from '../contract/records';
import { yieldToMessages } from '../contract/yielding';
import { openStorage } from '../storage/open';
import { HostHarness, goOn, settings } from '../testing/host-harness';

/** Hosts over the real storage. */

/** So long that it is far from its end when its first checkpoint is stored. */
const long = {
  ...settings,
  batchSize: 2,
  epochs: 10,
  saveEvery: 5,
  sampleEvery: 5,
  checkpointEpochs: 1,
};
const storage = await openStorage('continue-run');
afterAll(() => storage.close());

/** A host over the storage, and what stops it in its tracks like a tab that is closed. */
async function setUp(): Promise<{ world: HostHarness; kill: () => Promise<void> }> {
  let killed = false;
  const world = new HostHarness({
    openStorage: () => Promise.resolve(storage),
    yieldToMessages: () => (killed ? new Promise(() => undefined) : yieldToMessages()),
  });
  await storage.putChunk(world.store.chunks[0]!);
  await storage.finishDataset(world.store.sets.get('set')!);
  const kill = async (): Promise<void> => {
    killed = true;
    // What was being written when it happened is through by then.
    await new Promise((resolve) => setTimeout(resolve, 300));
  };
  return { world, kill };
}

async function kept(runId: string): Promise<Record<string, unknown>> {
  const [metrics, samples, epochs, found] = await Promise.all([
    storage.metrics(runId),
    storage.samples(runId),
    storage.generatorEpochs(runId),
    storage.newestCheckpoint(runId),
  ]);
  return {
    metrics: metrics.map(({ block, rows }: MetricBlockRecord) => [block, rows]),
    samples: samples.map(({ epoch, step, scores }) => [epoch, step, scores]),
    epochs,
    state: found!.checkpoint.state,
  };
}

it(
  '[SAVE5] [SAVE6] a run whose tab is closed twice ends up as in one go, to the bit',
  { timeout: 240_000 },
  async () => {
    const { world: whole } = await setUp();
    whole.start(long, { id: 'whole' });
    await whole.ended();

    const { world: first, kill } = await setUp();
    first.start(long);
    await first.seen('checkpointSaved');
    await kill();
    expect(await storage.run('r')).toMatchObject({ state: 'running' });

    const { world: second, kill: killAgain } = await setUp();
    second.host.handle(goOn);
    await second.seen('checkpointSaved');
    await killAgain();
    expect(await storage.run('r')).toMatchObject({ state: 'running' });

    const { world: third } = await setUp();
    third.host.handle(goOn);
    await third.ended();
    expect(await storage.run('r')).toMatchObject({ state: 'finished', step: 40, incidents: 0 });
    expect(await kept('r')).toEqual(await kept('whole'));
  },
);
