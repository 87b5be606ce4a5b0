import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import { settingsToHash } from '../contract/settings';
import { someFiles } from '../testing/fakes/ports';
import { FIRST_SETTINGS } from '../nets/apply-preset';
import { openStudio, told } from '../testing/studio-harness';
import { failing } from '../testing/failing';

const REPORT = {
  engine: 'wasm',
  adapter: { kind: 'processor', code: 'simd', threads: 2 },
  software: false,
  reason: [],
  maxBufferBytes: 1000,
} as const;

describe('settings', () => {
  it('[SET3] travel in a link that opens the studio with them', async () => {
    const studio = await openStudio();
    studio.actions.useSettings({ ...DEFAULT_SETTINGS, epochs: 7, preset: 'artgan' });
    const link = studio.actions.settingsLink();
    expect(link).toMatch(/^https:\/\/studio\.example\/#preset=artgan&/);
    const visit = await openStudio({ initialHash: new URL(link).hash });
    expect(visit.state().settings).toEqual({ ...DEFAULT_SETTINGS, epochs: 7, preset: 'artgan' });
    expect(told(visit.state())).toEqual([]);
    await studio.end();
    await visit.end();
  });

  it('[SET3] names each bad value of a link and takes the usual one', async () => {
    const studio = await openStudio({ initialHash: '#epochs=-4&width=wide&seed=9&colour=red' });
    expect(studio.state().settings).toEqual({ ...FIRST_SETTINGS, seed: 9 });
    expect(told(studio.state()).map(({ text }) => text)).toEqual([
      'The link holds a value that cannot be used: Epochs goes from 1 to 100000; it is -4.',
      'The link holds a value that cannot be used: Network width needs a number; it is "wide".',
    ]);
    await studio.end();
  });

  it('[SET10] in a link are numbers as people write them', async () => {
    const studio = await openStudio({
      initialHash: '#epochs=1.000&generatorLearningRate=0,001&beta2=0,999&width=0x10&imageSize=3e1',
    });
    expect(studio.state().settings).toEqual({
      ...FIRST_SETTINGS,
      epochs: 1000,
      generatorLearningRate: 0.001,
      beta2: 0.999,
    });
    expect(told(studio.state()).map(({ text }) => text)).toEqual([
      expect.stringContaining('Image size is one of'),
      'The link holds a value that cannot be used: Network width needs a number; it is "0x10".',
    ]);
    await studio.end();
  });

  it('are those of the last visit where the page is opened without a link', async () => {
    const studio = await openStudio();
    studio.actions.setSetting('epochs', 12);
    const visit = await studio.reload();
    expect(visit.state().settings.epochs).toBe(12);
    const linked = await studio.reload({
      initialHash: settingsToHash({ ...DEFAULT_SETTINGS, epochs: 99 }),
    });
    expect(linked.state().settings.epochs).toBe(99);
    await visit.studio.dispose();
    await linked.studio.dispose();
    await studio.end();
  });

  it('[SET4] take the values of a preset when it is chosen, its size and colours too', async () => {
    const studio = await openStudio();
    studio.actions.setSetting('preset', 'tensorflow');
    expect(studio.state().settings).toMatchObject({
      preset: 'tensorflow',
      generatorLearningRate: 1e-4,
      imageSize: 28,
      channels: 1,
    });
    expect(studio.state().intakeOptions).toMatchObject({ imageSize: 28, channels: 1 });
    await studio.end();
  });

  it('[SET2] keep a bad value, named at its field', async () => {
    const studio = await openStudio();
    studio.actions.setSetting('epochs', 0);
    expect(studio.state().settings.epochs).toBe(0);
    expect(studio.state().settingIssues).toEqual([
      { field: 'epochs', code: 'out-of-limits', params: { value: 0, min: 1, max: 100_000 } },
    ]);
    studio.actions.setSetting('epochs', 1);
    expect(studio.state().settingIssues).toEqual([]);
    await studio.end();
  });
});

describe('the batch', () => {
  it('[SET6] is lowered to what a small set can fill, and raised again for a larger one', async () => {
    const studio = await openStudio({}, undefined, [['settings', DEFAULT_SETTINGS]]);
    await studio.drop();
    expect(studio.state().settings.batchSize).toBe(2);
    expect(told(studio.state()).at(-1)?.text).toMatch(/batch size is now 2/);
    expect(studio.state().settingIssues).toEqual([]);
    studio.files = someFiles(...Array.from({ length: 70 }, (_, i) => `more/${i}.png`));
    await studio.drop();
    expect(studio.state().settings.batchSize).toBe(DEFAULT_SETTINGS.batchSize);
    await studio.end();
  });

  it('[SET8] of a link is the one asked for, even where a small set had lowered another', async () => {
    const studio = await openStudio({}, undefined, [['settings', DEFAULT_SETTINGS]]);
    await studio.drop();
    expect(studio.state().settings.batchSize).toBe(2);
    studio.actions.useSettings({ ...DEFAULT_SETTINGS, imageSize: 32, batchSize: 3 });
    await vi.waitFor(() => expect(studio.state().datasets[0]?.shape.height).toBe(32));
    await vi.waitFor(() => expect(studio.state().preparing).toBe(false));
    expect(studio.state().settings.batchSize).toBe(3);
    studio.files = someFiles(...Array.from({ length: 70 }, (_, i) => `more/${i}.png`));
    await studio.drop();
    expect(studio.state().settings.batchSize).toBe(3);
    await studio.end();
  });

  it('[SET8] is raised again after a reload, too', async () => {
    const studio = await openStudio({}, undefined, [['settings', DEFAULT_SETTINGS]]);
    await studio.drop();
    const visit = await studio.reload();
    expect(visit.state().settings.batchSize).toBe(2);
    visit.files = someFiles(...Array.from({ length: 70 }, (_, i) => `more/${i}.png`));
    await visit.drop();
    expect(visit.state().settings.batchSize).toBe(DEFAULT_SETTINGS.batchSize);
    await visit.studio.dispose();
    await studio.end();
  });

  it('[SET6] stays as the person typed it', async () => {
    const studio = await openStudio();
    await studio.drop();
    studio.actions.setSetting('batchSize', 48);
    expect(studio.state().settings.batchSize).toBe(48);
    expect(studio.state().settingIssues.map(({ field }) => field)).toContain('batchSize');
    await studio.end();
  });
});

describe('the engine', () => {
  it('[TRN8] is looked for at the start and at every other choice', async () => {
    const studio = await openStudio();
    const { trainer } = studio.ports;
    expect(trainer.all('probe').map(({ choice }) => choice)).toEqual(['automatic']);
    expect(studio.state().probing).toBe(true);
    trainer.say({ type: 'engine', choice: 'automatic', report: REPORT });
    expect(studio.state()).toMatchObject({ probing: false, engineReport: REPORT });

    studio.actions.setEngine('webgpu');
    studio.actions.setSetting('epochs', 5);
    expect(trainer.all('probe').map(({ choice }) => choice)).toEqual(['automatic', 'webgpu']);
    // A late answer to the choice before says nothing about this one.
    trainer.say({ type: 'engine', choice: 'automatic', report: REPORT });
    expect(studio.state()).toMatchObject({ probing: true, engineReport: null });
    const error = failing('engine-unavailable', 'None.', 'Take WASM.');
    trainer.say({ type: 'engineFailed', choice: 'webgpu', error });
    expect(studio.state()).toMatchObject({ probing: false, engineError: error });
    await studio.end();
  });

  it('[FAST9] is reported once its memory can be told, and in any case', async () => {
    const ends: { fetched: () => void; missing: () => void }[] = [];
    const studio = await openStudio({
      readyToEstimate: () =>
        new Promise<void>((resolve, reject) => {
          ends.push({ fetched: resolve, missing: () => reject(new Error('not fetched')) });
        }),
    });
    const { trainer } = studio.ports;
    const found = (engine: 'wasm' | 'webgl'): void =>
      trainer.say({ type: 'engine', choice: 'automatic', report: { ...REPORT, engine } });
    found('wasm');
    expect(studio.state()).toMatchObject({ probing: true, engineReport: null });
    found('webgl');
    ends[1]!.missing();
    await vi.waitFor(() => expect(studio.state().probing).toBe(false));
    // What was heard before says nothing any more.
    ends[0]!.fetched();
    await Promise.resolve();
    expect(studio.state()).toMatchObject({ engineReport: { engine: 'webgl' } });
    await studio.end();
  });
});
