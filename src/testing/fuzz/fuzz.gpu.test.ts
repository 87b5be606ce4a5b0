import { expect, it } from 'vitest';
import { fuzz } from './fuzz';

it('[SAFE1] 300 damaged and hostile files end as a clear refusal or a valid load', async () => {
  const report = await fuzz(
    () => new Worker(new URL('./fuzz-worker.ts', import.meta.url), { type: 'module' }),
    1,
    0,
    300,
  );
  expect(report.failures).toEqual([]);
  expect(report.tally).toMatchObject({ tried: 300, hung: 0, crashed: 0 });
  // Neither a fuzzer that refuses everything nor one that spoils nothing would find anything.
  expect(report.tally.loaded).toBeGreaterThan(30);
  expect(report.tally.refused).toBeGreaterThan(100);
});
