import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PATIENCE, createWatchdog } from './watchdog';

const { tickMs, trainingMs, preparingMs } = PATIENCE;
let pings: number;
let deaths: number;
let preparing: boolean;
const watchdog = createWatchdog(PATIENCE, {
  ping: () => (pings += 1),
  preparing: () => preparing,
  silent: () => (deaths += 1),
});

beforeEach(() => {
  vi.useFakeTimers();
  pings = 0;
  deaths = 0;
  preparing = false;
});
afterEach(() => {
  watchdog.stop();
  vi.useRealTimers();
});

it('asks at every tick as long as it is answered', () => {
  watchdog.start();
  for (let tick = 0; tick < 100; tick++) {
    vi.advanceTimersByTime(tickMs);
    watchdog.answered(10);
  }
  expect([pings, deaths]).toEqual([100, 0]);
});

it('[SAVE10] finds a silent worker once, after its patience', () => {
  watchdog.start();
  vi.advanceTimersByTime(trainingMs);
  expect([pings, deaths]).toEqual([1, 0]);
  vi.advanceTimersByTime(tickMs);
  expect(deaths).toBe(1);
  vi.advanceTimersByTime(10 * trainingMs);
  expect([pings, deaths]).toEqual([1, 1]);
});

it('has more patience with one that prepares, or is known to be long at work', () => {
  preparing = true;
  watchdog.start();
  vi.advanceTimersByTime(preparingMs);
  expect(deaths).toBe(0);
  vi.advanceTimersByTime(tickMs);
  expect(deaths).toBe(1);

  preparing = false;
  watchdog.start();
  vi.advanceTimersByTime(tickMs);
  watchdog.answered(20_000);
  vi.advanceTimersByTime(200_000);
  expect(deaths).toBe(1);
  vi.advanceTimersByTime(tickMs);
  expect(deaths).toBe(2);
});

it('[SAVE12] a machine that slept for days does not make a worker look dead', () => {
  watchdog.start();
  vi.advanceTimersByTime(tickMs);
  // The clock jumps; the timer, like everything else, stood still.
  vi.setSystemTime(Date.now() + 3 * 86_400_000);
  vi.advanceTimersByTime(tickMs);
  expect(deaths).toBe(0);
  watchdog.answered(5);
  vi.advanceTimersByTime(tickMs);
  expect([pings, deaths]).toEqual([2, 0]);
});
