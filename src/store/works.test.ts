import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StudioError } from '../contract/errors';
import { aRun, aSample } from '../testing/records';
import { openStudio, type Harness, told } from '../testing/studio-harness';
import type { Download, Progress } from './ports';
import { failingError } from '../testing/failing';

/** A file that is made when the test says so. */
interface Making {
  readonly progress: Progress;
  readonly finish: (download: Download) => void;
  readonly fail: (error: unknown) => void;
}

let studio: Harness;
const making: Making[] = [];
const zip: Download = { name: 'samples.zip', blob: new Blob(['zip']) };

beforeEach(async () => {
  making.length = 0;
  const exporter = (_: unknown, progress: Progress, signal: AbortSignal) =>
    new Promise<Download>((finish, fail) => {
      signal.addEventListener('abort', () => fail(new StudioError('cancelled')));
      making.push({ progress, finish, fail });
    });
  studio = await openStudio({ exporter }, async (storage) => {
    await storage.createRun(aRun('a'));
    await storage.putSample(aSample('a', 0, 0));
  });
});
afterEach(() => studio.end());

const works = () => studio.state().works;
const shown = () => vi.waitFor(() => expect(works()).toHaveLength(1), { timeout: 2000 });

it('[OUT4] a download shows how far it is, and goes with the file handed over', async () => {
  const coming = studio.actions.download('samples', 'a', 0);
  await vi.waitFor(() => expect(making).toHaveLength(1));
  making[0]!.progress(12, 256);
  expect(works(), 'what is soon done shows nothing').toEqual([]);
  await shown();
  expect(works()[0]).toMatchObject({ work: { kind: 'samples' }, runId: 'a', done: 12, total: 256 });
  making[0]!.progress(200, 256);
  await vi.waitFor(() => expect(works()[0]).toMatchObject({ done: 200 }));
  making[0]!.finish(zip);
  await coming;
  expect(works()).toEqual([]);
  expect(studio.ports.saved).toEqual([zip]);
});

it('[OUT4] a second press while it is made begins nothing', async () => {
  const coming = studio.actions.download('samples', 'a', 0);
  await vi.waitFor(() => expect(making).toHaveLength(1));
  await studio.actions.download('samples', 'a', 0);
  expect(making).toHaveLength(1);
  making[0]!.finish(zip);
  await coming;
  expect(studio.ports.saved).toHaveLength(1);
});

it('[OUT4] Cancel ends it: nothing is handed over, nothing is said, and it can begin anew', async () => {
  const coming = studio.actions.download('samples', 'a', 0);
  await shown();
  studio.actions.cancelWork(works()[0]!.id);
  await coming;
  expect(works()).toEqual([]);
  expect(studio.ports.saved).toEqual([]);
  expect(told(studio.state())).toEqual([]);
  const again = studio.actions.download('samples', 'a', 0);
  await vi.waitFor(() => expect(making).toHaveLength(2));
  making[1]!.finish(zip);
  await again;
  expect(studio.ports.saved).toEqual([zip]);
});

it('[OUT4] a failure is said, and the next press tries again', async () => {
  const coming = studio.actions.download('samples', 'a', 0);
  await vi.waitFor(() => expect(making).toHaveLength(1));
  making[0]!.fail(failingError('worker-lost', 'It did not start.', 'Try again.'));
  await coming;
  expect(told(studio.state())).toMatchObject([{ text: 'It did not start.', hint: 'Try again.' }]);
  void studio.actions.download('samples', 'a', 0);
  await vi.waitFor(() => expect(making).toHaveLength(2));
  making[1]!.finish(zip);
});
