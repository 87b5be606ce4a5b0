import 'fake-indexeddb/auto';
import { squarePictures } from '../contract/picture-shape';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aDataset, aRun } from '../testing/records';
import { fakePorts, someFiles } from '../testing/fakes/ports';
import { openStudio, told, type Harness } from '../testing/studio-harness';
import { createStudio } from './studio';
import { failingError } from '../testing/failing';

let studio: Harness;
beforeEach(async () => {
  studio = await openStudio();
});
afterEach(() => studio.end());

const names = () => studio.state().datasets.map((set) => `${set.name} ${set.shape.height}`);
const current = () => studio.state().datasets.find(({ id }) => id === studio.state().datasetId);
const settled = () =>
  vi.waitFor(() => expect(studio.state().intake.working).toBe(false), { timeout: 3000 });
const issueAt = (field: string) =>
  studio.state().settingIssues.find((issue) => issue.field === field);

describe('pictures in', () => {
  it('[PIC1] puts a dropped folder on the wall as a set, and gives its pixels', async () => {
    await studio.drop();
    expect(names()).toEqual(['paintings 64']);
    expect(current()?.count).toBe(3);
    expect(studio.state()).toMatchObject({ originalsAtHand: true, intake: { working: false } });
    const pixels = await studio.actions.picture(studio.state().datasetId!, 2);
    expect(pixels).toEqual(new Uint8Array(64 * 64 * 3).fill(3));
    await expect(studio.actions.picture('none', 0)).rejects.toMatchObject({ kind: 'set-missing' });
  });

  it('[FILE1] reads the drop within its event, and shows its room unless it is projects', () => {
    const read = vi.spyOn(studio.ports.intake, 'readDrop');
    studio.actions.goTo('runs');
    const none = Promise.resolve([]);
    read.mockReturnValueOnce({ kind: 'files', files: none, projects: true });
    const projects = studio.drop();
    expect(read).toHaveBeenCalledTimes(1);
    expect(studio.state().room).toBe('runs');
    const pictures = studio.drop();
    expect(studio.state().room).toBe('pictures');
    return Promise.all([projects, pictures]);
  });

  it('[PIC17] says what to do where a link or text was dropped', async () => {
    const read = vi.spyOn(studio.ports.intake, 'readDrop');
    studio.actions.goTo('runs');
    read.mockReturnValueOnce({ kind: 'refused', why: 'link' });
    await studio.drop();
    const says = { code: 'drop-refused', params: { why: 'link' } };
    expect(told(studio.state()).at(-1)).toMatchObject({ says });
    expect(studio.state()).toMatchObject({ room: 'runs', intake: { working: false } });
  });

  it('[PIC9] keeps a set that was dropped while the storage was still being opened', async () => {
    await studio.storage.finishDataset(aDataset('stored'));
    let open!: () => void;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const { storage } = studio;
    const slow = { ...storage, datasets: () => opened.then(() => storage.datasets()) };
    const ports = fakePorts(slow, () => someFiles('sketches/a.png'));
    const early = createStudio(ports);
    const started = early.start();
    const { actions } = early.store.getState();
    await actions.drop({} as DataTransfer);
    open();
    await started;
    const { datasets, datasetId } = early.store.getState();
    expect(datasets.map(({ name }) => name)).toEqual(['sketches', 'paintings']);
    expect(datasetId).toBe(datasets[0]!.id);
    await early.dispose();
  });

  it('numbers a name that is taken', async () => {
    await studio.drop();
    await studio.drop();
    expect(names()).toEqual(['paintings 2 64', 'paintings 64']);
    expect((await studio.storage.datasets()).map((set) => set.name)).toEqual([
      'paintings 2',
      'paintings',
    ]);
  });

  it('refuses a second drop while one is being prepared', async () => {
    studio.ports.intake.held = true;
    const first = studio.drop();
    await vi.waitFor(() => expect(studio.ports.intake.asked).toHaveLength(1));
    expect(studio.ports.held).toContain('intake');
    await studio.drop();
    expect(told(studio.state()).map((notice) => notice.text)).toEqual([
      'Pictures are being prepared already.',
    ]);
    studio.ports.intake.release();
    await first;
    expect(studio.ports.intake.asked).toHaveLength(1);
    expect(studio.ports.held).not.toContain('intake');
    expect(names()).toEqual(['paintings 64']);
  });

  it('[PIC8] is cancelled before the first file is looked at', async () => {
    let tell!: () => void;
    const told = new Promise<void>((resolve) => (tell = resolve));
    const goneSets = vi.spyOn(studio.storage, 'goneSets');
    goneSets.mockReturnValueOnce(told.then(() => []));
    const coming = studio.drop();
    await vi.waitFor(() => expect(goneSets).toHaveBeenCalled());
    studio.actions.cancelIntake();
    tell();
    await coming;
    expect(studio.ports.intake.asked).toEqual([]);
    expect(studio.state()).toMatchObject({ datasets: [], intake: { working: false, error: null } });
  });

  it('[PIC8] leaves nothing behind after Cancel, and says nothing', async () => {
    studio.ports.intake.held = true;
    const first = studio.drop();
    await vi.waitFor(() => expect(studio.ports.intake.asked).toHaveLength(1));
    studio.actions.cancelIntake();
    await first;
    expect(studio.state()).toMatchObject({ datasets: [], intake: { working: false, error: null } });
    expect(told(studio.state())).toEqual([]);
  });

  it('keeps the failure of a preparation for the page', async () => {
    studio.ports.intake.failure = failingError('storage-full', 'Full.', 'Delete runs.');
    await studio.drop();
    expect(studio.state().intake.error).toMatchObject({ params: { kind: 'storage-full' } });
    studio.files = [];
    await studio.drop();
    expect(studio.state().intake.error).toMatchObject({ code: 'drop-without-files' });
    studio.files = someFiles('x/a.png');
    await studio.drop();
    expect(studio.state().intake.error).toBeNull();
  });
});

describe('preparing again', () => {
  it('[SET9] lets Train wait from the change until all is done, without a moment between', async () => {
    await studio.drop();
    const seen: { preparing: boolean; working: boolean; crop: string | undefined }[] = [];
    const end = studio.studio.store.subscribe((state) =>
      seen.push({
        preparing: state.preparing,
        working: state.intake.working,
        crop: current()?.crop,
      }),
    );
    const changed = studio.actions.setIntakeOptions({ crop: 'fit' });
    expect(studio.state().preparing, 'from the change on').toBe(true);
    await studio.actions.train();
    expect(told(studio.state()).at(-1)?.text).toBe('The pictures are still being prepared.');
    await changed;
    await settled();
    end();
    const ready = seen.filter(({ preparing }) => !preparing);
    expect(ready.length, 'then it waits no more').toBeGreaterThan(0);
    for (const at of ready) expect(at.working).toBe(false);
    expect(ready.filter(({ crop }) => crop !== 'fit').length, 'before the change').toBeLessThan(2);
    expect(studio.state().preparing).toBe(false);
  });

  it('a new image size takes the place of the set, with its name and choices', async () => {
    await studio.drop();
    const old = studio.state().datasetId!;
    await studio.actions.renameDataset(old, 'Harbours');
    await studio.actions.setExcluded(old, [1], true);
    await studio.actions.setFolderTicked(old, 1, false);
    studio.actions.setSetting('imageSize', 32);
    expect(issueAt('imageSize')).toMatchObject({
      code: 'set-size',
      params: { wanted: { height: 32, width: 32 }, coming: true },
    });
    await vi.waitFor(() => expect(names()).toEqual(['Harbours 32']), { timeout: 3000 });
    await settled();
    expect(issueAt('imageSize')).toBeUndefined();
    expect(current()).toMatchObject({ excluded: [1], untickedFolders: [1] });
    expect(studio.state().intakeOptions.imageSize).toBe(32);
    expect((await studio.storage.datasets()).map((set) => set.id)).toEqual([current()?.id]);
    expect(await studio.storage.chunk(old, 0)).toBeUndefined();
  });

  it('[PIC28] sides of a person’s own take the place of the set, once they can be', async () => {
    await studio.drop();
    studio.actions.setSetting('shape', 'custom');
    expect(studio.state().settings).toMatchObject({ pictureWidth: 64, pictureHeight: 64 });
    studio.actions.setSetting('pictureWidth', 4);
    expect(issueAt('pictureWidth')).toMatchObject({ code: 'no-side', params: { near: [16] } });
    expect(issueAt('imageSize')).toBeUndefined();
    // What is dropped meanwhile is prepared as before.
    await studio.drop();
    expect(current()?.shape).toEqual({ width: 64, height: 64, channels: 3 });
    studio.actions.setSetting('pictureWidth', 48);
    studio.actions.setSetting('pictureHeight', 80);
    expect(issueAt('pictureWidth')).toMatchObject({
      code: 'set-size',
      params: { wanted: { height: 80, width: 48 }, coming: true },
    });
    await vi.waitFor(() => expect(current()?.shape).toMatchObject({ width: 48, height: 80 }), {
      timeout: 3000,
    });
    await settled();
    expect(studio.state().settingIssues.map(({ code }) => code)).not.toContain('set-size');
    // The other set brings its own shape, and this one its sides, after a reload too.
    const tall = studio.state().datasetId!;
    const other = studio.state().datasets.find(({ id }) => id !== tall)!;
    studio.actions.selectDataset(other.id);
    expect(studio.state().settings).toMatchObject({ shape: 'square', imageSize: 64 });
    studio.actions.selectDataset(tall);
    const custom = { shape: 'custom', pictureWidth: 48, pictureHeight: 80 };
    expect(studio.state().settings).toMatchObject(custom);
    const visit = await studio.reload();
    expect(visit.state().settings).toMatchObject(custom);
    expect(visit.state().settingIssues.map(({ code }) => code)).not.toContain('set-size');
    await visit.studio.dispose();
  });

  it('[PIC28] the options of a set choose sides as well, beginning with those at hand', async () => {
    await studio.drop();
    await studio.actions.setIntakeOptions({ shape: '3:4' });
    await studio.actions.setIntakeOptions({ shape: 'custom' });
    expect(studio.state().settings).toMatchObject({
      ...{ shape: 'custom', pictureWidth: 48, pictureHeight: 64 },
    });
    expect(studio.ports.intake.asked, 'the same pictures').toHaveLength(2);
    await studio.actions.setIntakeOptions({ pictureHeight: 80 });
    expect(current()?.shape).toEqual({ width: 48, height: 80, channels: 3 });
    expect(studio.state().settings).toMatchObject({ pictureWidth: 48, pictureHeight: 80 });
  });

  it('keeps the old set where a run was trained on it', async () => {
    await studio.drop();
    await studio.storage.createRun(aRun('r', { datasetId: studio.state().datasetId! }));
    await studio.actions.setIntakeOptions({ crop: 'fit' });
    expect(names()).toEqual(['paintings 64', 'paintings 64']);
    expect(current()?.crop).toBe('fit');
  });

  it('several changes at once are one preparation', async () => {
    await studio.drop();
    await Promise.all([
      studio.actions.setIntakeOptions({ imageSize: 128 }),
      studio.actions.setIntakeOptions({ background: '#000000' }),
      studio.actions.setIntakeOptions({ imageSize: 32 }),
    ]);
    expect(studio.ports.intake.asked.map((options) => options.imageSize)).toEqual([64, 32]);
    expect(studio.state().settings.imageSize).toBe(32);
    expect(current()).toMatchObject({ shape: { height: 32 }, background: '#000000' });
  });

  it('a change on the way begins again with the same files', async () => {
    studio.ports.intake.held = true;
    const first = studio.drop();
    await vi.waitFor(() => expect(studio.ports.intake.asked).toHaveLength(1));
    studio.actions.setSetting('imageSize', 16);
    await vi.waitFor(() => expect(studio.ports.intake.asked).toHaveLength(2));
    studio.ports.intake.release();
    await first;
    expect(names()).toEqual(['paintings 16']);
    expect(studio.state().originalsAtHand).toBe(true);
  });

  it('a size chosen and taken back prepares nothing', async () => {
    await studio.drop();
    studio.actions.setSetting('imageSize', 128);
    studio.actions.setSetting('imageSize', 64);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(studio.ports.intake.asked).toHaveLength(1);
    expect(issueAt('imageSize')).toBeUndefined();
  });

  it('says what to do where the originals are not at hand', async () => {
    await studio.drop();
    const visit = await studio.reload();
    expect(visit.state()).toMatchObject({ originalsAtHand: false, datasetId: 'set 1' });
    await visit.actions.setIntakeOptions({ crop: 'stretch' });
    expect(told(visit.state()).map(({ hint }) => hint)).toEqual([
      'Drop the folder again to change size, crop or colour.',
    ]);
    visit.actions.setSetting('imageSize', 128);
    const issue = visit.state().settingIssues.find(({ field }) => field === 'imageSize');
    expect(issue).toMatchObject({
      code: 'set-size',
      params: {
        ...{ set: 'paintings', coming: false },
        ...{ prepared: squarePictures(64, 3), wanted: { height: 128, width: 128 } },
      },
    });
    visit.actions.setSetting('channels', 1);
    expect(visit.state().settingIssues.map(({ field }) => field)).toContain('channels');
    await visit.studio.dispose();
  });

  it('[PIC11] paints the sample pictures again at any size, even after a reload', async () => {
    await studio.actions.trySamples();
    expect(names()).toEqual(['Sample pictures 64']);
    const visit = await studio.reload();
    expect(visit.state().originalsAtHand).toBe(true);
    visit.actions.setSetting('imageSize', 32);
    await vi.waitFor(
      () => expect(visit.state().datasets.map((set) => set.shape.height)).toEqual([32]),
      { timeout: 3000 },
    );
    // They are painted, not cropped: a crop changes nothing.
    await visit.actions.setIntakeOptions({ crop: 'stretch' });
    expect(visit.ports.intake.asked).toHaveLength(1);
    await visit.studio.dispose();
  });
});

describe('sets', () => {
  it('[PIC9] are selected with their size, and remembered', async () => {
    await studio.drop();
    studio.actions.setSetting('imageSize', 32);
    await vi.waitFor(() => expect(names()).toEqual(['paintings 32']), { timeout: 3000 });
    await settled();
    await studio.actions.trySamples();
    const [samples, paintings] = studio.state().datasets;
    studio.actions.setSetting('imageSize', 64);
    await vi.waitFor(() => expect(names()).toEqual(['Sample pictures 64', 'paintings 32']), {
      timeout: 3000,
    });
    await settled();
    expect(studio.state().datasets[0]?.id).not.toBe(samples?.id);
    studio.actions.selectDataset(paintings!.id);
    expect(studio.state().settings.imageSize).toBe(32);
    expect(issueAt('imageSize')).toBeUndefined();
    const visit = await studio.reload();
    expect(visit.state().datasetId).toBe(paintings?.id);
    await visit.studio.dispose();
  });

  it('[PIC9] are deleted; the next one takes the wall', async () => {
    await studio.drop();
    await studio.drop();
    const [second, first] = studio.state().datasets;
    await studio.actions.deleteDataset(second!.id);
    expect(studio.state().datasetId).toBe(first?.id);
    await studio.actions.deleteDataset(first!.id);
    expect(studio.state()).toMatchObject({ datasets: [], datasetId: null });
  });

  it('[PIC13] count what is ticked on; the batch is checked against it', async () => {
    await studio.drop();
    studio.actions.setSetting('batchSize', 3);
    expect(issueAt('batchSize')).toBeUndefined();
    const id = studio.state().datasetId!;
    await studio.actions.setExcluded(id, [0], true);
    expect(issueAt('batchSize')).toMatchObject({ params: { batchSize: 3, pictures: 2 } });
    await studio.actions.setFolderTicked(id, 1, false);
    expect(issueAt('batchSize')).toMatchObject({ params: { batchSize: 3, pictures: 1 } });
    await studio.actions.setExcluded(id, [0], false);
    await studio.actions.setFolderTicked(id, 1, true);
    expect(issueAt('batchSize')).toBeUndefined();
    expect(await studio.storage.dataset(id)).toMatchObject({ excluded: [], untickedFolders: [] });
  });

  it('takes a choice back where it could not be stored', async () => {
    await studio.drop();
    const id = studio.state().datasetId!;
    const update = vi
      .spyOn(studio.storage, 'updateDataset')
      .mockRejectedValueOnce(failingError('storage-full', 'Full.', 'Delete runs.'));
    await studio.actions.setExcluded(id, [0], true);
    update.mockRestore();
    expect(current()?.excluded).toEqual([]);
    expect(told(studio.state())[0]).toMatchObject({ text: 'Full.', hint: 'Delete runs.' });
  });
});
