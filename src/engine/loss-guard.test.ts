import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StudioError } from '../contract/errors';
import { LossGuard } from './loss-guard';
import { failingError } from '../testing/failing';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => undefined);
/** What came of a promise, without waiting for it. */
function watched(promise: Promise<unknown>): { outcome: unknown } {
  const seen: { outcome: unknown } = { outcome: 'pending' };
  promise.then(
    (value) => (seen.outcome = value),
    (error: unknown) => (seen.outcome = error),
  );
  return seen;
}

describe('a guard over what an engine is asked', () => {
  it('[SAVE9] gives up on an engine that does not answer', async () => {
    const guard = new LossGuard(null, () => 120_000);
    const seen = watched(guard.wait(never));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(seen.outcome).toBe('pending');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seen.outcome).toMatchObject({ code: 'engine-silent', params: { seconds: 120 } });
    expect(vi.getTimerCount()).toBe(0);
    await expect(guard.wait(Promise.resolve(1))).rejects.toMatchObject({ kind: 'device-lost' });
  });

  it('[SAVE9] is more patient where steps are slow, and begins anew at each sign of life', async () => {
    let patience = 120_000;
    const guard = new LossGuard(null, () => patience);
    const seen = watched(guard.wait(never));
    await vi.advanceTimersByTimeAsync(100_000);
    patience = 600_000;
    await vi.advanceTimersByTimeAsync(400_000);
    guard.alive();
    await vi.advanceTimersByTimeAsync(590_000);
    expect(seen.outcome).toBe('pending');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(seen.outcome).toMatchObject({ kind: 'device-lost' });
  });

  it('[SAVE12] a machine that slept does not look stalled', async () => {
    const guard = new LossGuard(null, () => 120_000);
    let answer!: (value: string) => void;
    const seen = watched(guard.wait(new Promise<string>((resolve) => (answer = resolve))));
    await vi.advanceTimersByTimeAsync(60_000);
    // Clocks jump by a night; timers did not run meanwhile, and go on.
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(seen.outcome).toBe('pending');
    answer('there');
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.outcome).toBe('there');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('[SAVE9] knows a loss that is told a moment later', async () => {
    const loss = failingError('device-lost', 'Gone.');
    const lost = new Promise<StudioError>((resolve) => setTimeout(() => resolve(loss), 300));
    const seen = watched(new LossGuard(lost).lossWithin(1_000));
    await vi.advanceTimersByTimeAsync(400);
    expect(seen.outcome).toBe(loss);
    const none = watched(new LossGuard(never).lossWithin(1_000));
    await vi.advanceTimersByTimeAsync(1_100);
    expect(none.outcome).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });
});
