/** Bytes that this thread has copied since its beginning. */
let copied = 0;

export const copiedBytes = (): number => copied;

/** Bytes of the typed arrays in a value, at any depth; what is in `passed` is handed over instead. */
function bytesIn(value: unknown, passed: readonly unknown[] = []): number {
  if (ArrayBuffer.isView(value)) return passed.includes(value.buffer) ? 0 : value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, one) => sum + bytesIn(one, passed), 0);
}

/**
 * From now on counts what this thread copies: from one typed array to another, into IndexedDB, and to a
 * worker where it is not transferred.
 */
export function countCopies(): void {
  const { set, slice } = Uint8Array.prototype;
  Uint8Array.prototype.set = function (source, at) {
    copied += source.length;
    set.call(this, source, at);
  };
  Uint8Array.prototype.slice = function (from, to) {
    const part = slice.call(this, from, to);
    copied += part.length;
    return part;
  };
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key) {
    copied += bytesIn(value);
    return key === undefined ? put.call(this, value) : put.call(this, value, key);
  };
  const { postMessage } = Worker.prototype as {
    postMessage(message: unknown, transfer: Transferable[]): void;
  };
  Worker.prototype.postMessage = function (this: Worker, message: unknown, transfer: unknown) {
    const passed = Array.isArray(transfer) ? (transfer as Transferable[]) : [];
    copied += bytesIn(message, passed);
    postMessage.call(this, message, passed);
  };
}
