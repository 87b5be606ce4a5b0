import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../contract/events';
import { aRun, aSample } from '../testing/records';
import { lockClaims } from './ports-claims';
import { browserDisk } from './ports-disk';
import { onHidden } from './ports-lifecycle';
import { localPreferences } from './ports-preferences';
import { broadcastRelay } from './ports-relay';
import { failing } from '../testing/failing';

afterEach(() => localStorage.clear());

describe('claims between tabs', () => {
  it('[RUN2] hold while a tab holds them and no longer', async () => {
    const claims = lockClaims(navigator.locks);
    expect(await claims.free('run:a')).toBe(true);
    const release = claims.hold('run:a');
    expect(await claims.free('run:a')).toBe(false);
    expect(await claims.free('run:b')).toBe(true);
    release();
    expect(await claims.free('run:a')).toBe(true);
  });

  it('[RUN2] wait for a tab that is just letting go', async () => {
    const claims = lockClaims(navigator.locks);
    const release = claims.hold('run:c');
    setTimeout(release, 100);
    expect(await claims.free('run:c')).toBe(true);
  });
});

describe('one tab alone', () => {
  it('[TAB2] takes a claim, and no other until it is let go of', async () => {
    const claims = lockClaims(navigator.locks);
    const release = await claims.take('run:d');
    expect(release).not.toBeNull();
    expect(await claims.take('run:d')).toBeNull();
    release?.();
    const again = await claims.take('run:d');
    expect(again).not.toBeNull();
    again?.();
  });

  it('[TAB2] all that wait are told once it is free, before another takes it', async () => {
    const claims = lockClaims(navigator.locks);
    const release = await claims.take('run:e');
    const notified: string[] = [];
    const marking = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      notified.push('marked');
    };
    claims.whenFree('run:e', marking);
    claims.whenFree('run:e', marking);
    const end = claims.whenFree('run:e', () => void notified.push('not any more'));
    end();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(notified).toEqual([]);
    release?.();
    const taken = await claims.take('run:e');
    expect(notified).toEqual(['marked', 'marked']);
    taken?.();
  });
});

describe('the relay between tabs', () => {
  const channel = 'atelier.test';
  const heard: RunEvent[] = [];
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 100));
  let end: () => void;
  beforeEach(() => {
    heard.length = 0;
    end = broadcastRelay(channel).subscribe((event) => heard.push(event));
  });
  afterEach(() => end());

  it('[TAB1] carries all that is told of a run, numbers and pictures whole', async () => {
    const image = new Blob([Uint8Array.of(1, 2, 3)], { type: 'image/webp' });
    const events: RunEvent[] = [
      { type: 'run', run: aRun('a'), preparing: { code: 'starting', params: {} } },
      { type: 'metrics', runId: 'a', rows: Float64Array.of(1, 0, 2, 3, 0.5, 0.25) },
      { type: 'samples', sample: aSample('a', 1, 5, { image }) },
      { type: 'generatorSaved', runId: 'a', epoch: 1, bytes: 7 },
      {
        type: 'checkpointSaved',
        runId: 'a',
        step: 5,
        epoch: 1,
        savedAt: 9,
        bytes: 8,
        stallMs: 2,
      },
      { type: 'keptChanged', runId: 'a' },
      { type: 'failed', runId: 'a', error: failing('device-lost', 'Lost.') },
    ];
    const relay = broadcastRelay(channel);
    let own = 0;
    const stop = relay.subscribe(() => own++);
    for (const event of events) relay.post(event);
    await expect.poll(() => heard.length).toBe(events.length);
    expect(heard.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
    expect(heard[1]).toEqual(events[1]);
    const sent = heard[2]?.type === 'samples' ? heard[2].sample.image : null;
    expect([...new Uint8Array(await sent!.arrayBuffer())]).toEqual([1, 2, 3]);
    expect(own).toBe(0);
    stop();
  });

  it('[TAB1] passes over what is no message of ours', async () => {
    const strange = new BroadcastChannel(channel);
    const run = aRun('a');
    for (const message of [
      null,
      'hello',
      7,
      {},
      { type: 'constructor' },
      { type: 'toString', runId: 'a' },
      { type: 'metrics', runId: 'a', rows: [1, 2, 3] },
      { type: 'metrics', runId: 5, rows: new Float64Array(6) },
      { type: 'run', run: { ...run, state: 'dreaming' }, preparing: null },
      { type: 'run', run: { ...run, settings: null }, preparing: null },
      { type: 'run', run, preparing: 'Starting' },
      { type: 'samples', sample: { ...aSample('a', 1, 1), image: 'x' } },
      { type: 'failed', runId: null, error: failing('unexpected', '') },
      { type: 'progress', runId: 'a', progress: { step: NaN } },
      { type: 'start', runId: 'a' },
    ]) {
      strange.postMessage(message);
    }
    await quiet();
    expect(heard).toEqual([]);
    strange.close();
  });
});

describe('the space there is', () => {
  it('[DISK1] is measured, and asking to keep it never fails', async () => {
    const disk = browserDisk(navigator.storage);
    const usage = await disk.usage();
    expect(usage?.quota).toBeGreaterThan(0);
    expect(usage?.used).toBeLessThanOrEqual(usage!.quota);
    const promised = await disk.persist();
    expect((await disk.usage())?.persisted).toBe(promised);
  });

  it('is unknown where there is no storage manager', async () => {
    const none = browserDisk(undefined);
    expect([await none.usage(), await none.persist()]).toEqual([null, false]);
  });
});

it('[SAVE2] hears that the page is hidden, frozen or left', () => {
  let notified = 0;
  const end = onHidden(() => notified++);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(notified).toBe(0);
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
  Reflect.deleteProperty(document, 'visibilityState');
  document.dispatchEvent(new Event('freeze'));
  window.dispatchEvent(new Event('pagehide'));
  expect(notified).toBe(3);
  end();
  window.dispatchEvent(new Event('pagehide'));
  expect(notified).toBe(3);
});

describe('memory between visits', () => {
  it('gives back what was written, and nothing from what is broken', () => {
    localPreferences.write('settings', { epochs: 3 });
    expect(localPreferences.read('settings')).toEqual({ epochs: 3 });
    expect(localPreferences.read('none')).toBeUndefined();
    localStorage.setItem('atelier.settings', '{oops');
    expect(localPreferences.read('settings')).toBeUndefined();
  });
});
