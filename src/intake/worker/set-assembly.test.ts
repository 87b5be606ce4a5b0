import { describe, expect, it } from 'vitest';
import type { DecodedBundle } from '../../contract/decode';
import { MOST_FOLDERS, SKIPPED_CHARACTERS } from '../../contract/pictures';
import { DEFAULT_INTAKE } from '../../contract/intake';
import { PICTURE_BLOCK } from '../../contract/records';
import { skipReason } from '../../contract/skip-reasons';
import { MemoryStore } from '../../testing/memory-store';
import { SetAssembly } from './set-assembly';

const PIXELS = new Uint8Array(16 * 16);

/** A hash that a number decides: its four bytes, eight times. */
function hash(number: number): Uint8Array<ArrayBuffer> {
  const hashes = new Uint8Array(32);
  const view = new DataView(hashes.buffer);
  for (let at = 0; at < 32; at += 4) view.setUint32(at, number);
  return hashes;
}

const picture = (path: string, number: number): DecodedBundle => ({
  outcomes: [{ kind: 'ready', path }],
  pixels: PIXELS,
  hashes: hash(number),
});

function assemble() {
  const store = new MemoryStore();
  const options = { ...DEFAULT_INTAKE, imageSize: 16, channels: 1 as const };
  const assembly = new SetAssembly('set', options, store);
  return { store, assembly };
}

describe('what a set keeps of its files', () => {
  it('[PIC7] [BIG2] writes paths in blocks, and finds duplicates in them again', async () => {
    const { store, assembly } = assemble();
    const count = 2 * PICTURE_BLOCK + 7;
    for (let i = 0; i < count; i++) {
      await assembly.add(picture(`set/${i}.jpg`, i));
      await assembly.room();
    }
    for (const i of [0, PICTURE_BLOCK + 3, count - 1]) {
      await assembly.add(picture(`again ${i}`, i));
    }
    const record = await assembly.finish('set', 0, false);
    expect(record.folderOf).toHaveLength(count);
    const blocks = [...store.blocks.values()];
    expect(blocks.map(({ block }) => block)).toEqual([0, 1, 2]);
    expect(blocks.map(({ paths }) => paths.length)).toEqual([PICTURE_BLOCK, PICTURE_BLOCK, 7]);
    expect(blocks.map(({ hashes }) => hashes.length)).toEqual([131072, 131072, 224]);
    expect(blocks[2]!.paths[6]).toBe(`set/${count - 1}.jpg`);
    expect([...blocks[1]!.hashes.subarray(32, 36)]).toEqual([0, 0, 0x10, 0x01]);
    expect(record.skipped).toEqual(
      [0, PICTURE_BLOCK + 3, count - 1].map((i) => ({
        path: `again ${i}`,
        reason: skipReason('duplicate', { of: `set/${i}.jpg` }),
      })),
    );
  });

  it('[BIG2] bounds the list of skipped files, and counts them all', async () => {
    const { store, assembly } = assemble();
    const long = 'x'.repeat(3000);
    for (let i = 0; i < 5000; i++) assembly.skip(`${i}/${long}`, skipReason('svg'));
    await assembly.add(picture(`0/${long}.jpg`, 0));
    const record = await assembly.finish('set', 0, false);
    expect(record.skippedCount).toBe(5000);
    const characters = record.skipped.reduce((sum, { path, reason }) => {
      return sum + path.length + JSON.stringify(reason).length;
    }, 0);
    expect(characters).toBeLessThanOrEqual(SKIPPED_CHARACTERS);
    expect(characters).toBeGreaterThan(0.99 * SKIPPED_CHARACTERS);
    expect(store.paths(record)[0]).toMatch(/^…x{2000,2047}\.jpg$/);
  });

  it('[BIG2] bounds the list of folders: pictures of further ones count to the one above', async () => {
    const { assembly } = assemble();
    await assembly.add(picture('set/top.jpg', 0));
    for (let i = 1; i < MOST_FOLDERS + 10; i++) {
      await assembly.add(picture(`set/${i}/a.jpg`, i));
    }
    const { folders, folderOf } = await assembly.finish('set', 0, false);
    expect(folders).toHaveLength(MOST_FOLDERS);
    expect(folders[0]).toEqual({ path: '', count: 11 });
    expect(folderOf[MOST_FOLDERS]).toBe(0);
  });
});
