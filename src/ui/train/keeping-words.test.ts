import { expect, it } from 'vitest';
import { keepingWords } from './keeping-words';

const estimate = { run: 180e6, checkpoint: 25e6 };
const disk = (used: number, quota: number) => ({ used, quota, persisted: true });

it('[DISK1] says before Train what saving a run takes, and what there is', () => {
  expect(keepingWords(estimate, disk(1e9, 13e9))).toEqual({
    says: 'Keeping this run takes about 180 MB; the browser has 12 GB free.',
    fits: true,
  });
  expect(keepingWords(estimate, null)).toEqual({
    says: 'Keeping this run takes about 180 MB.',
    fits: true,
  });
});

it('[DISK1] warns where it does not fit, and more where not even its state does', () => {
  const tight = keepingWords(estimate, disk(900e6, 1e9));
  expect(tight.fits).toBe(false);
  expect(tight.says).toContain('only 100 MB free. It would train, but samples and generators');
  const full = keepingWords(estimate, disk(2e9, 1e9));
  expect(full.fits).toBe(false);
  expect(full.says).toContain('only 0 B free. It would train, but could not be saved');
});
