import type { Page } from '@playwright/test';

/**
 * Puts `value` into every number of the newest checkpoint of the only run, with sums that are
 * right again: what a run would save on its way to infinity, which no recipe here takes by itself.
 * @returns what puts the numbers back.
 */
export async function inflateNewestCheckpoint(
  page: Page,
  value: number,
): Promise<() => Promise<void>> {
  await page.evaluate(async (number) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('No reason given.'));
      });
    interface Part {
      kind: string;
      place: number[];
      part: number;
      bytes: Uint8Array<ArrayBuffer>;
    }
    interface Head {
      step: number;
      packed: { parts: { sha256: Uint8Array }[] };
    }
    const replace = async (bytesOf: (part: Part) => Uint8Array<ArrayBuffer>): Promise<Part[]> => {
      const database = await done(indexedDB.open('atelier'));
      const reading = database.transaction(['checkpoints', 'parts']);
      const heads = (await done(reading.objectStore('checkpoints').getAll())) as Head[];
      const head = heads.sort((one, two) => one.step - two.step).at(-1)!;
      const all = (await done(reading.objectStore('parts').getAll())) as Part[];
      const parts = all.filter(
        ({ kind, place }) => kind === 'checkpoints' && place[0] === head.step,
      );
      const changed = parts.map((part) => ({ ...part, bytes: bytesOf(part) }));
      for (const { part, bytes } of changed) {
        const sum = await crypto.subtle.digest('SHA-256', bytes);
        head.packed.parts[part]!.sha256 = new Uint8Array(sum);
      }
      const writing = database.transaction(['checkpoints', 'parts'], 'readwrite');
      const written = new Promise((resolve) => (writing.oncomplete = resolve));
      writing.objectStore('checkpoints').put(head);
      for (const part of changed) writing.objectStore('parts').put(part);
      await written;
      database.close();
      return parts;
    };
    const before = await replace(
      ({ bytes }) => new Uint8Array(new Float32Array(bytes.length / 4).fill(number).buffer),
    );
    Object.assign(window, {
      putBack: () => replace(({ part }) => before.find((one) => one.part === part)!.bytes),
    });
  }, value);
  return () =>
    page.evaluate(async () => {
      await (window as unknown as { putBack: () => Promise<unknown> }).putBack();
    });
}
