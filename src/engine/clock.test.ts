import { describe, expect, it } from 'vitest';
import { harness } from '../testing/engine/session-harness';
import { AwakeClock, Stopwatch } from './clock';

const HOUR = 3_600_000;

describe('the clock of a session', () => {
  it('[SAVE12] counts a sleep as one usual step', () => {
    let time = 0;
    const clock = new AwakeClock(() => time);
    for (let i = 0; i < 5; i++) clock.stepTook(100);
    time += 100;
    expect(clock.now()).toBe(100);
    time += HOUR;
    expect(clock.now()).toBe(200);
    time += 50;
    expect(clock.now()).toBe(250);
  });

  it('[SAVE12] does not take slow steps, nor the compilation of shaders, for sleep', () => {
    let time = 0;
    const clock = new AwakeClock(() => time);
    time += 300_000;
    expect(clock.now()).toBe(300_000);
    clock.stepTook(60_000);
    time += 600_000;
    expect(clock.now()).toBe(900_000);
    expect(clock.slowest).toBe(60_000);
  });

  it('[SAVE12] a usual step is the median of the last ones', () => {
    const clock = new AwakeClock(() => 0);
    expect(clock.usual).toBeNull();
    for (const ms of [5000, 10, 12, 11, 400]) clock.stepTook(ms);
    expect(clock.usual).toBe(12);
    for (let i = 0; i < 9; i++) clock.stepTook(100);
    expect(clock.usual).toBe(100);
  });

  it('a stopwatch adds up what lies between its starts and stops', () => {
    let time = 0;
    const watch = new Stopwatch({ now: () => time }, 1000);
    watch.start();
    time = 5;
    expect(watch.elapsed).toBe(1005);
    watch.stop();
    time = 100;
    expect(watch.elapsed).toBe(1005);
    watch.start();
    time = 101;
    expect(watch.elapsed).toBe(1006);
  });
});

describe('a session on odd clocks', () => {
  /** A clock that goes 10 ms a look, and jumps once after that many steps. */
  const odd = (jump: number, afterSteps: number, begin = 0) => {
    let time = begin;
    let jumped = false;
    const at = { steps: 0 };
    const read = (): number => {
      if (at.steps >= afterSteps && !jumped) {
        jumped = true;
        time += jump;
      }
      return (time += 10);
    };
    return { at, read };
  };

  it('[SAVE12] time asleep is not time trained, and falsifies neither rates nor what is left', async () => {
    const run = async (jump: number) => {
      const monotonic = odd(jump, 20);
      const one = await harness({
        settings: { epochs: 20, checkpointSeconds: 3600, checkpointEpochs: 10_000 },
        monotonic: monotonic.read,
        afterStep: (_, steps) => void (monotonic.at.steps = steps),
      });
      await one.session.train();
      return { run: one.store.runs.get('r')!, progress: one.only('progress').at(-1)!.progress };
    };
    const awake = await run(0);
    const slept = await run(8 * HOUR);
    expect(slept.run.trainedMs).toBeLessThan(awake.run.trainedMs * 1.5);
    expect(slept.run.trainedMs).toBeGreaterThan(awake.run.trainedMs / 1.5);
    expect(slept.progress.imagesPerSecond).toBeGreaterThan(awake.progress.imagesPerSecond / 1.5);
    expect(slept.progress.secondsPerEpoch).toBeLessThan(awake.progress.secondsPerEpoch * 1.5);
  });

  it('[SAVE12] a sleep is no reason to save', async () => {
    const monotonic = odd(8 * HOUR, 20);
    const { session, store } = await harness({
      settings: { epochs: 20, checkpointSeconds: 3600, checkpointEpochs: 10_000 },
      monotonic: monotonic.read,
      afterStep: (_, steps) => void (monotonic.at.steps = steps),
    });
    await session.train();
    expect(store.checkpointSteps).toEqual([60]);
  });

  it.each([
    ['back', -24 * HOUR],
    ['ahead', 24 * HOUR],
  ])(
    '[SAVE12] a wall clock set %s a day changes neither times nor their order',
    async (_, jump) => {
      const wall = odd(jump, 10, 5_000_000);
      const { session, store, only } = await harness({
        settings: { epochs: 10 },
        run: { createdAt: 5_000_000, updatedAt: 5_000_000 },
        now: wall.read,
        afterStep: (_, steps) => void (wall.at.steps = steps),
      });
      await session.train();
      const stamps = only('run').map(({ run }) => run.updatedAt);
      expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
      expect(store.runs.get('r')!.updatedAt).toBeGreaterThanOrEqual(5_000_000);
      expect(store.runs.get('r')!.trainedMs).toBeLessThan(60_000);
    },
  );
});
