import type { VitestUtils } from 'vitest';

const holdsBlob = (value: unknown, depth = 0): boolean =>
  value instanceof Blob ||
  (typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    depth < 6 &&
    Object.values(value).some((part) => holdsBlob(part, depth + 1)));

/** Lets IndexedDB refuse Blobs as private windows of WebKit do, until the mocks are restored. */
export function refuseBlobs(vi: Pick<VitestUtils, 'spyOn'>): void {
  for (const method of ['put', 'add'] as const) {
    // oxlint-disable-next-line typescript/unbound-method -- called with `this` below
    const original = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...parts
    ) {
      if (!holdsBlob(parts[0])) return original.apply(this, parts);
      throw new DOMException('Blobs cannot be stored here.', 'DataCloneError');
    });
  }
}
