import { expect, it } from 'vitest';
import { lockClaims } from './ports-claims';

/** Locks as Firefox has them where site data are blocked: there, and refusing. */
const refusing = {
  request: () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError')),
} as unknown as LockManager;

it.each([
  ['refused', refusing],
  ['missing', undefined],
])('[WEB6] where locks are %s, the tab believes itself alone', async (_, locks) => {
  const claims = lockClaims(locks);
  claims.hold('run:a')();
  const release = await claims.take('run:a');
  expect(release).not.toBeNull();
  release?.();
  expect(await claims.free('run:a')).toBe(true);
  await new Promise<void>((resolve) => void claims.whenFree('run:a', resolve));
});
