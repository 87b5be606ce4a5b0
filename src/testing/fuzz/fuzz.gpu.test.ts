import { expect, it } from 'vitest';
import { smoke } from '../smoke';
import { fuzz } from './fuzz';

const [FILES = 0] = smoke('240 of 300 damaged and hostile files', [60], [300]);

it('[SAFE1] damaged and hostile files end as a clear refusal or a valid load', async () => {
  const report = await fuzz(
    () => new Worker(new URL('./fuzz-worker.ts', import.meta.url), { type: 'module' }),
    1,
    0,
    FILES,
  );
  expect(report.failures).toEqual([]);
  expect(report.tally).toMatchObject({ tried: FILES, hung: 0, crashed: 0 });
  // Neither a fuzzer that refuses everything nor one that spoils nothing would find anything.
  expect(report.tally.loaded).toBeGreaterThan(FILES / 10);
  expect(report.tally.refused).toBeGreaterThan(FILES / 3);
});
