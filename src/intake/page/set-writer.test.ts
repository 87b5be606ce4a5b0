import { describe, expect, it, vi } from 'vitest';
import type { DecodedBundle } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import { DEFAULT_INTAKE } from '../../contract/intake';
import { LocalWriter } from '../../testing/intake-harness';
import { MemoryStore } from '../../testing/memory-store';
import type { Added } from '../shared/messages';
import { SetWriter } from './set-writer';

const OPTIONS = { ...DEFAULT_INTAKE, imageSize: 16, channels: 1 as const };

/** Pictures that all differ, by the numbers in their names. */
function bundle(...names: (number | 'archive')[]): DecodedBundle {
  const numbers = names.filter((name) => name !== 'archive');
  const hashes = new Uint8Array(32 * numbers.length);
  numbers.forEach((number, i) => hashes.fill(number, 32 * i, 32 * i + 32));
  return {
    outcomes: names.map((name) =>
      name === 'archive'
        ? { kind: 'archive', path: 'a.zip', entries: [] }
        : { kind: 'ready', path: `${name}.png` },
    ),
    pixels: new Uint8Array(256 * numbers.length),
    hashes,
  };
}

function open(limit: number | null = null) {
  const store = new MemoryStore();
  const worker = new LocalWriter(store);
  const news: Added[] = [];
  const writer = new SetWriter(worker, 'set', { ...OPTIONS, limit }, (added) => news.push(added));
  return { store, worker, writer, news };
}

describe('the page’s side of the writer', () => {
  it('[PIC22] hands pixels over by transfer, and waits while the writer is behind', async () => {
    const { worker, writer, news } = open();
    const answers: (() => void)[] = [];
    const { onmessage } = worker;
    worker.onmessage = (event) => void answers.push(() => onmessage?.(event));
    const first = bundle(1, 2);
    await writer.add(first);
    expect([first.pixels.byteLength, first.hashes.byteLength]).toEqual([0, 0]);
    // One is under way: the second has to wait for it.
    let added = false;
    const second = writer.add(bundle(3)).then(() => (added = true));
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    expect(added).toBe(false);
    for (const answer of answers.splice(0, 2)) answer();
    await second;
    expect(news.map(({ ready }) => ready)).toEqual([2]);
  });

  it('tells how much was taken when the limit is reached, and no more is', async () => {
    const { writer } = open(3);
    expect(await writer.add(bundle(1, 2))).toBe(2);
    expect(writer.full).toBe(false);
    // The archive that comes when the set is full is not taken.
    expect(await writer.add(bundle(3, 'archive'))).toBe(1);
    expect(writer.full).toBe(true);
    expect(await writer.add(bundle(4, 5))).toBe(0);
    expect((await writer.finish('set', 0, false)).count).toBe(3);
  });

  it('a worker that ends fails all that waits and all that comes, and can be closed', async () => {
    const { writer, worker, news } = open();
    await writer.add(bundle(1));
    await vi.waitFor(() => expect(news).toHaveLength(1));
    worker.terminate();
    const finishing = writer.finish('set', 0, false);
    worker.onerror?.(new Event('error') as ErrorEvent);
    await expect(finishing).rejects.toMatchObject({ kind: 'worker-lost' });
    await expect(writer.add(bundle(2))).rejects.toMatchObject({ kind: 'worker-lost' });
    await writer.close();
  });

  it('a worker whose script does not come says so', async () => {
    const { writer, worker } = open();
    worker.terminate();
    worker.onerror?.(new Event('error') as ErrorEvent);
    await expect(writer.add(bundle(1))).rejects.toMatchObject({ kind: 'part-missing' });
  });

  it('[PIC8] closes once storage is at rest, and writes nothing from then on', async () => {
    const { store, writer } = open();
    await writer.add(bundle(1));
    void writer.finish('set', 0, false).catch(() => undefined);
    writer.giveUp(new StudioError('cancelled'));
    await writer.close();
    const { size } = store.records;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.records.size).toBe(size);
    await expect(writer.add(bundle(2))).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
