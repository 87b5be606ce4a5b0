/**
 * Makes an IndexedDB database of what scripts/fixtures/database/dump.ts wrote, as an older studio left
 * it. Also sent to pages as text: it refers to nothing outside itself.
 * @param base64 of a gzip of: uint32 (little-endian) length of a JSON, the JSON, the bytes of its
 *   typed arrays.
 */
export async function fillDatabase({
  base64,
  name,
}: {
  readonly base64: string;
  readonly name: string;
}): Promise<void> {
  interface Dump {
    readonly version: number;
    readonly stores: readonly {
      readonly name: string;
      readonly keyPath: string | string[] | null;
      readonly entries: readonly (readonly [IDBValidKey, unknown])[];
    }[];
  }
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const whole = await new Response(stream).arrayBuffer();
  const [length = 0] = new Uint32Array(whole.slice(0, 4));
  const json = new TextDecoder().decode(new Uint8Array(whole, 4, length));
  const { version, stores } = JSON.parse(json) as Dump;
  const kinds = { Uint8Array, Uint32Array, Float32Array, Float64Array } as const;

  const restore = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(restore);
    if (typeof value !== 'object' || value === null) return value;
    if ('$' in value) {
      const { $: kind, at, bytes } = value as { $: keyof typeof kinds; at: number; bytes: number };
      return new kinds[kind](whole.slice(4 + length + at, 4 + length + at + bytes));
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, restore(one)]));
  };
  const settled = (target: IDBOpenDBRequest | IDBTransaction, event: 'success' | 'complete') =>
    new Promise<void>((resolve, reject) => {
      target.addEventListener(event, () => resolve());
      target.addEventListener('error', () => reject(target.error ?? new Error('No reason given.')));
    });

  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    for (const { name: store, keyPath } of stores) {
      opening.result.createObjectStore(store, { keyPath });
    }
  };
  await settled(opening, 'success');
  const database = opening.result;
  const writing = database.transaction(
    stores.map((store) => store.name),
    'readwrite',
  );
  for (const { name: store, keyPath, entries } of stores) {
    for (const [key, value] of entries) {
      if (keyPath === null) writing.objectStore(store).put(restore(value), key);
      else writing.objectStore(store).put(restore(value));
    }
  }
  await settled(writing, 'complete');
  database.close();
}
