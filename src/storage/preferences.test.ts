import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { openPreferences } from './preferences';

afterEach(() => vi.unstubAllGlobals());

/** Lets what is written on the side be written. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

it('remembers from one visit to the next', async () => {
  const first = await openPreferences('memo');
  expect(first.read('conv')).toBeNull();
  first.write('conv', 'tiles of 4');
  expect(first.read('conv')).toBe('tiles of 4');
  await settle();
  expect((await openPreferences('memo')).read('conv')).toBe('tiles of 4');
});

it('lasts as long as the page where there is no storage', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const memo = await openPreferences('nowhere');
  memo.write('conv', 'tiles of 4');
  expect(memo.read('conv')).toBe('tiles of 4');
});

it('does without a storage that does not answer', async () => {
  vi.useFakeTimers();
  try {
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() });
    vi.stubGlobal('IDBRequest', EventTarget);
    const opening = openPreferences('stuck');
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await opening).read('conv')).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});
