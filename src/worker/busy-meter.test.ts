import { expect, it } from 'vitest';
import { BusyMeter } from './busy-meter';

it('measures the longest go without messages; waiting for work is none', async () => {
  let now = 0;
  const meter = new BusyMeter(
    () => now,
    () => Promise.resolve(),
  );
  now += 30;
  await meter.yieldToMessages();
  now += 200;
  await meter.yieldToMessages();
  now += 20;
  await meter.yieldToMessages();
  expect(meter.longestMs).toBe(200);
  // A pause of an hour, ended by a command.
  now += 3_600_000;
  meter.free();
  now += 10;
  await meter.yieldToMessages();
  expect(meter.longestMs).toBe(200);
});
