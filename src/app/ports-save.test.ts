import { afterEach, expect, it, vi } from 'vitest';
import { shareDownload } from './ports-save';

const page = { name: 'sea.html', blob: new Blob(['<p>'], { type: 'text/html' }) };

afterEach(() => vi.unstubAllGlobals());

it('[SHARE1] hands the file to the dialog of the device, under its name', async () => {
  const share = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { share, canShare: () => true });
  expect(await shareDownload(page)).toBe(true);
  const [{ files }] = share.mock.calls[0] as unknown as [{ files: File[] }];
  expect(files.map(({ name, type }) => [name, type])).toEqual([['sea.html', 'text/html']]);
});

it.each([
  ['there is no such dialog', {}],
  ['it takes no such files', { share: () => Promise.resolve(), canShare: () => false }],
  [
    'the press was too long ago',
    {
      share: () => Promise.reject(new DOMException('late', 'NotAllowedError')),
      canShare: () => true,
    },
  ],
])('[SHARE1] is to be downloaded where %s', async (_, navigator) => {
  vi.stubGlobal('navigator', navigator);
  expect(await shareDownload(page)).toBe(false);
});

it('[SHARE1] is not downloaded after all where the person closed the dialog', async () => {
  const share = () => Promise.reject(new DOMException('closed', 'AbortError'));
  vi.stubGlobal('navigator', { share, canShare: () => true });
  expect(await shareDownload(page)).toBe(true);
});
