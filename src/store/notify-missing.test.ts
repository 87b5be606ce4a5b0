import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { Feature } from '../contract/features';
import { lazyStorage } from '../storage/open';
import { fakePorts } from '../testing/fakes/ports';
import { createStudio } from './studio';

let serial = 0;

/** What a studio says at its start where those features are missing, and what it lists. */
async function said(missing: readonly Feature[], memory = new Map<string, unknown>()) {
  const shared = { browser: fakePorts(lazyStorage(''), () => []).browser, memory };
  const storage = lazyStorage(`notify-missing-${serial++}`);
  const studio = createStudio(fakePorts(storage, () => [], { missing }, shared));
  await studio.start();
  const { notices, missing: listed } = studio.store.getState();
  await studio.dispose();
  return { notices: notices.map(({ says }) => says), listed };
}

const lack = (feature: Feature) => ({ code: 'missing-feature', params: { feature } });

it('[WEB6] a browser that has everything is told nothing', async () => {
  expect(await said([])).toEqual({ notices: [], listed: [] });
});

it('[WEB6] what changes how one works is a notice, once in a browser; all of it is listed', async () => {
  const memory = new Map<string, unknown>();
  const missing = ['locks', 'channel', 'wakeLock'] as const;
  expect(await said(missing, memory)).toEqual({
    notices: [lack('locks')],
    listed: missing,
  });
  expect(await said(missing, memory)).toEqual({ notices: [], listed: missing });
  const { notices } = await said([...missing, 'canvas'], memory);
  expect(notices).toEqual([lack('canvas')]);
});

it('[WEB2] over plain http one sentence stands for what follows from it', async () => {
  const missing = ['secureContext', 'locks', 'space', 'sharedMemory'] as const;
  const { notices, listed } = await said(missing);
  expect(notices).toEqual([lack('secureContext')]);
  expect(listed).toEqual(missing);
});
