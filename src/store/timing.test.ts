import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStudio, type Harness } from '../testing/studio-harness';

const REPORT = {
  engine: 'wasm',
  adapter: { kind: 'processor', code: 'simd', threads: 2 },
  software: false,
  reason: [],
  maxBufferBytes: null,
} as const;
const timing = { step: 0.5, sample: 0.01 };

let studio: Harness;
beforeEach(async () => {
  studio = await openStudio();
  await studio.drop();
  studio.actions.setSetting('batchSize', 2);
  found();
});
afterEach(() => studio.end());

const say: Harness['ports']['trainer']['say'] = (event) => studio.ports.trainer.say(event);
const found = (): void => say({ type: 'engine', choice: 'automatic', report: REPORT });
const asked = () => studio.ports.trainer.all('timeSteps');
const known = () => studio.state().timing.known;

describe('steps are timed', () => {
  it('[TIME1] once for settings of which one timing holds for all, on one engine', () => {
    studio.actions.timeSteps();
    studio.actions.timeSteps();
    expect(asked()).toMatchObject([
      { requestId: 1, settings: { batchSize: 2 }, datasetId: studio.state().datasetId },
    ]);
    expect(studio.state().timing.asked).not.toBeNull();
    say({ type: 'stepsTimed', requestId: 1, engine: 'wasm', timing });
    expect(studio.state().timing.asked).toBeNull();
    expect(known()).toMatchObject([{ engine: 'wasm', adapter: REPORT.adapter, timing }]);
    for (const [key, value] of [
      ['epochs', 7],
      ['seed', 3],
      ['sampleEvery', 5],
    ] as const) {
      studio.actions.setSetting(key, value);
      studio.actions.timeSteps();
    }
    expect(asked()).toHaveLength(1);
    studio.actions.setSetting('width', 32);
    studio.actions.timeSteps();
    say({ type: 'stepsTimed', requestId: 2, engine: 'wasm', timing });
    studio.actions.setSetting('width', 64);
    studio.actions.timeSteps();
    expect(asked()).toHaveLength(2);
    say({
      type: 'engine',
      choice: 'automatic',
      report: { ...REPORT, adapter: { ...REPORT.adapter, threads: 8 } },
    });
    studio.actions.timeSteps();
    expect(asked()).toHaveLength(3);
  });

  it('[TIME2] for other settings instead where they change, and an old answer counts for nothing', () => {
    studio.actions.timeSteps();
    studio.actions.setSetting('width', 32);
    studio.actions.timeSteps();
    expect(studio.ports.trainer.all('endTiming')).toHaveLength(1);
    say({ type: 'stepsTimed', requestId: 1, engine: 'wasm', timing });
    expect(known()).toEqual([]);
    say({ type: 'timingEnded', requestId: 2 });
    expect(studio.state().timing).toEqual({ asked: null, known: [] });
  });

  it('[TIME2] not while something is wrong, no engine is open, or a run trains', async () => {
    studio.actions.setSetting('epochs', 0);
    studio.actions.timeSteps();
    studio.actions.setSetting('epochs', 3);
    studio.actions.setEngine('wasm');
    studio.actions.timeSteps();
    say({ type: 'engine', choice: 'wasm', report: REPORT });
    await studio.actions.train();
    studio.actions.timeSteps();
    expect(asked()).toEqual([]);
  });

  it('[TIME2] and a failure is known like a time, so that it is not tried for ever', () => {
    studio.actions.timeSteps();
    const error = { code: 'device-lost', params: {} } as never;
    say({ type: 'timingFailed', requestId: 1, error });
    expect(known()).toMatchObject([{ timing: null }]);
    studio.actions.timeSteps();
    expect(asked()).toHaveLength(1);
  });
});
