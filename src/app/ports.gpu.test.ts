import { afterEach, describe, expect, it } from 'vitest';
import { lockClaims } from './ports-claims';
import { localMemo } from './ports-memo';

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

describe('memory between visits', () => {
  it('gives back what was written, and nothing from what is broken', () => {
    localMemo.write('settings', { epochs: 3 });
    expect(localMemo.read('settings')).toEqual({ epochs: 3 });
    expect(localMemo.read('none')).toBeUndefined();
    localStorage.setItem('atelier.settings', '{oops');
    expect(localMemo.read('settings')).toBeUndefined();
  });
});
