import { deleteDB } from 'idb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import { PRESETS } from '../nets/presets';
import { DATABASE_NAME } from '../storage/schema';
import { createStudio, type StudioController } from '../store/studio';
import { told } from '../testing/studio-harness';
import { createPorts } from './ports';
import { openRunOf } from '../store/views';

/** Two tabs as two studios in one page: real locks, a real channel, one database, real workers. */

const until = (check: () => void) => vi.waitFor(check, { timeout: 120_000, interval: 50 });

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  ...PRESETS.atelier.defaults(16),
  imageSize: 16,
  width: 8,
  latentSize: 8,
  batchSize: 8,
  epochs: 10_000,
  sampleCount: 4,
  sampleEvery: 10_000,
  saveEvery: 10_000,
  checkpointSeconds: 1,
  engine: 'wasm',
};

const tabs: StudioController[] = [];
const open = async (): Promise<StudioController> => {
  const tab = createStudio(createPorts());
  tabs.push(tab);
  await tab.start();
  return tab;
};
const close = async (tab: StudioController): Promise<void> => {
  tabs.splice(tabs.indexOf(tab), 1);
  await tab.dispose();
};
const stateOf = (tab: StudioController) => tab.store.getState();
const texts = (tab: StudioController) => told(stateOf(tab)).map(({ text }) => text);

const clear = async (): Promise<void> => {
  localStorage.clear();
  await deleteDB(DATABASE_NAME);
};
beforeAll(clear);
afterAll(async () => {
  await Promise.all([...tabs].map(close));
  await clear();
});

it('[TAB1] [TAB2] [TAB3] one tab trains, another looks on, keeps its hands off, and goes on', async () => {
  const here = await open();
  const { actions } = stateOf(here);
  actions.useSettings(SETTINGS);
  await actions.setIntakeOptions({ limit: 16 });
  await actions.trySamples();
  expect(stateOf(here).settingIssues).toEqual([]);
  await actions.train();
  const { id, name, datasetId } = openRunOf(stateOf(here))!.run;

  const there = await open();
  await until(() => expect(stateOf(there).runs[0]?.run.state).toBe('running'));
  await stateOf(there).actions.openRun(id);
  expect(openRunOf(stateOf(there))).toMatchObject({ live: false, watching: true });
  const begun = openRunOf(stateOf(there))!.metrics.lastStep;
  await until(() => expect(openRunOf(stateOf(there))!.metrics.lastStep).toBeGreaterThan(begun + 4));
  await until(() => expect(openRunOf(stateOf(there))!.run.checkpoint).not.toBeNull());
  await until(() => expect(openRunOf(stateOf(there))!.progress?.step).toBeGreaterThan(0));
  // No step is missing although the tab came later.
  await until(() => {
    const { metrics } = openRunOf(stateOf(there))!;
    expect(metrics.rows).toBe(metrics.lastStep);
  });

  const refusals = stateOf(there).actions;
  await Promise.all([refusals.deleteRun(id), refusals.deleteDataset(datasetId)]);
  await refusals.goOn(id);
  expect(texts(there).sort()).toEqual([
    `"${name}" is being trained in another tab and was not deleted.`,
    `"${name}" is being trained in another tab.`,
    'A run in another tab learns from "Sample pictures", so it was not deleted.',
  ]);
  expect(stateOf(there).runs).toHaveLength(1);
  expect(stateOf(there).datasets).toHaveLength(1);

  await close(here);
  await until(() => expect(openRunOf(stateOf(there))?.run.state).toBe('interrupted'));
  expect(openRunOf(stateOf(there))).toMatchObject({ live: false, watching: false });
  expect(texts(there)).toContain(`"${name}" is not trained any more: its tab is gone.`);
  const from = openRunOf(stateOf(there))!.run.checkpoint!.step;
  await stateOf(there).actions.goOn(id);
  expect(openRunOf(stateOf(there))).toMatchObject({ live: true });
  await until(() => {
    const { run, metrics } = openRunOf(stateOf(there))!;
    expect(run.state).toBe('running');
    expect(metrics.lastStep).toBeGreaterThan(from);
  });
  stateOf(there).actions.stop();
  await until(() => expect(openRunOf(stateOf(there))?.run.state).toBe('stopped'));
  const { metrics, run } = openRunOf(stateOf(there))!;
  expect(run.step).toBeGreaterThan(from);
  expect(run.checkpoint?.step).toBe(run.step);
  // Every step once, those before and those after.
  await until(() => expect(openRunOf(stateOf(there))!.metrics.rows).toBe(run.step));
  expect(metrics.lastStep).toBe(run.step);
});
