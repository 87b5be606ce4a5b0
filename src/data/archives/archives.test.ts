import { deflateRawSync, gzipSync } from 'node:zlib';
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { skipReason } from '../../contract/skip-reasons';
import { crc32, rawZip, unicodePath, type RawEntry } from '../../testing/raw-zip';
import { openIdx, readIdxPictures } from './idx';
import { ZipFiles, type ListedZip } from './zip';

/** An IDX file; picture i is filled with i. */
function idx(count: number, height: number, width: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16 + count * height * width);
  const view = new DataView(bytes.buffer);
  [0x803, count, height, width].forEach((value, i) => view.setUint32(i * 4, value));
  for (let i = 0; i < count; i++) {
    bytes.fill(i, 16 + i * height * width, 16 + (i + 1) * height * width);
  }
  return bytes;
}

describe('IDX [PIC10]', () => {
  it.each([
    ['plain', false],
    ['gzipped', true],
  ])('%s: header and pictures', async (_, gzipped) => {
    const bytes = idx(200, 4, 5);
    const blob = new Blob([gzipped ? new Uint8Array(gzipSync(bytes)) : bytes]);
    const file = await openIdx(blob, gzipped);
    if (file.kind !== 'idx') throw new Error(file.kind);
    expect(file.header).toEqual({ count: 200, height: 4, width: 5 });
    const first = await readIdxPictures(file.reader, file.header, 150);
    const rest = await readIdxPictures(file.reader, file.header, 50);
    expect(first.length + rest.length).toBe(200);
    expect([...first[7]!]).toEqual(new Array<number>(20).fill(7));
    expect([...rest[49]!]).toEqual(new Array<number>(20).fill(199));
  });

  it('one that ends early gives its whole pictures', async () => {
    const blob = new Blob([idx(10, 4, 4).subarray(0, 16 + 3 * 16 + 5)]);
    const file = await openIdx(blob, false);
    if (file.kind !== 'idx') throw new Error(file.kind);
    expect(await readIdxPictures(file.reader, file.header, 10)).toHaveLength(3);
  });

  it('gzip cut short gives what is there', async () => {
    const zipped = new Uint8Array(gzipSync(idx(2000, 28, 28), { level: 0 }));
    const file = await openIdx(new Blob([zipped.subarray(0, zipped.length >> 1)]), true);
    if (file.kind !== 'idx') throw new Error(file.kind);
    const found = await readIdxPictures(file.reader, file.header, 2000);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(2000);
  });

  it.each([
    ['labels', [0, 0, 8, 1, 0, 0, 0, 2, 5, 6], 'labels'],
    ['floats', [0, 0, 13, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], 'other'],
    ['pictures without pixels', [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1], 'other'],
    ['something else', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 'notIdx'],
  ])('%s in gzip', async (_, bytes, kind) => {
    const blob = new Blob([new Uint8Array(gzipSync(Uint8Array.from(bytes)))]);
    expect((await openIdx(blob, true)).kind).toBe(kind);
  });

  it('bytes that are no gzip', async () => {
    expect((await openIdx(new Blob([new Uint8Array([0x1f, 0x8b, 1, 1])]), true)).kind).toBe(
      'notIdx',
    );
  });
});

function listed(found: ListedZip) {
  if (found.kind !== 'listed') throw new Error(found.reason.code);
  return found.entries;
}

async function zip(files: Record<string, string>, password?: string): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, content] of Object.entries(files)) {
    await writer.add(name, new BlobReader(new Blob([content])), password ? { password } : {});
  }
  return writer.close();
}

it('[SAFE1] gzip that unpacks without end is ended, and what came before it is there', async () => {
  const bomb = new Uint8Array(gzipSync(idx(2 ** 13, 64, 64)));
  const file = await openIdx(new Blob([bomb]), true);
  if (file.kind !== 'idx') throw new Error(file.kind);
  const found = await readIdxPictures(file.reader, file.header, 2 ** 13);
  expect(found.length * 4096).toBeLessThan(2 ** 23 + 200 * bomb.length);
  expect(found.length).toBeGreaterThan(0);
});

describe('ZIP [PIC10]', () => {
  it('[SAFE1] refuses a picture that would unpack to a hundred times what pictures do', async () => {
    const files = new ZipFiles();
    const archive = await zip({ 'a.bmp': 'BM'.repeat(2 ** 23) });
    expect(archive.size).toBeLessThan(2 ** 17);
    expect(await files.unpack('set.zip', archive, 0)).toEqual({
      kind: 'refused',
      reason: skipReason('unpacks-too-far', { bytes: 2 ** 24 }),
    });
  });

  it('lists files in natural order, without folders and system files, and unpacks them', async () => {
    const archive = await zip({
      'a/10.png': 'ten',
      'a/2.png': 'two',
      '__MACOSX/a/._2.png': 'system',
      'a/.DS_Store': 'system',
      'Thumbs.db': 'system',
    });
    const files = new ZipFiles();
    const entries = listed(await files.list('set.zip', archive));
    expect(entries.map((entry) => entry.path)).toEqual(['set.zip/a/2.png', 'set.zip/a/10.png']);
    const unpacked = await files.unpack('set.zip', archive, entries[1]!.entry);
    if (unpacked.kind !== 'file') throw new Error(unpacked.reason.code);
    expect(await unpacked.blob.text()).toBe('ten');
    await files.close();
  });

  it('says that an entry is locked', async () => {
    const archive = await zip({ 'a.png': 'secret' }, 'password');
    const files = new ZipFiles();
    expect(await files.unpack('set.zip', archive, 0)).toEqual({
      kind: 'refused',
      reason: skipReason('zip-locked'),
    });
  });

  it('says that an entry is damaged, and goes on with the next', async () => {
    const bytes = new Uint8Array(
      await (await zip({ 'a.png': 'a picture '.repeat(99), 'b.png': 'fine' })).arrayBuffer(),
    );
    for (let i = 45; i < 55; i++) bytes[i]! ^= 0xff;
    const archive = new Blob([bytes]);
    const files = new ZipFiles();
    expect(await files.unpack('set.zip', archive, 0)).toEqual({
      kind: 'refused',
      reason: skipReason('zip-entry-damaged'),
    });
    expect((await files.unpack('set.zip', archive, 1)).kind).toBe('file');
  });

  it('says that a ZIP that is cut short is damaged', async () => {
    const archive = await zip({ 'a.png': 'x' });
    expect(await new ZipFiles().list('set.zip', archive.slice(0, 40))).toEqual({
      kind: 'refused',
      reason: skipReason('zip-damaged'),
    });
  });
});

describe('ZIPs of the world [PIC14]', () => {
  const open = (entries: readonly RawEntry[], languages: readonly string[] = ['en']) => {
    const archive = new Blob([rawZip(entries)]);
    const files = new ZipFiles(languages);
    return {
      paths: async () => listed(await files.list('z', archive)).map(({ path }) => path),
      unpack: (entry: number) => files.unpack('z', archive, entry),
    };
  };
  const bytes = (...codes: number[]) => Uint8Array.from(codes);

  it.each([
    ['/abs/a.jpg', 'z/abs/a.jpg'],
    ['../up/a.jpg', 'z/up/a.jpg'],
    ['x/../../up/a.jpg', 'z/x/up/a.jpg'],
    ['C:\\pics\\a.jpg', 'z/pics/a.jpg'],
    ['c:/pics/a.jpg', 'z/pics/a.jpg'],
    ['\\\\server\\share\\a.jpg', 'z/server/share/a.jpg'],
    ['./a.jpg', 'z/a.jpg'],
    ['a\u0000b\u202egpj.exe', 'z/a\ufffdb\ufffdgpj.exe'],
    ['..', 'z/unnamed'],
  ])('%j is only a name: it and its neighbour are read [SAFE1]', async (name, shown) => {
    const { paths, unpack } = open([
      { name, data: 'one' },
      { name: 'zz.jpg', data: 'two' },
    ]);
    expect(await paths()).toEqual([shown, 'z/zz.jpg']);
    expect(await unpack(0)).toMatchObject({ kind: 'file' });
    expect(await unpack(1)).toMatchObject({ kind: 'file' });
  });

  it('backslashes part folders, and folders are no files', async () => {
    const { paths } = open([
      { name: 'album\\' },
      { name: 'album\\evening\\p10.jpg', data: 'x' },
      { name: 'album\\evening\\p9.jpg', data: 'x' },
      { name: 'album\\evening\\' },
      { name: 'other/' },
    ]);
    expect(await paths()).toEqual(['z/album/evening/p9.jpg', 'z/album/evening/p10.jpg']);
  });

  it('a backslash within a character parts nothing', async () => {
    // Shift-JIS: 表 is 95 5C, ソ is 83 5C; here after a folder that a real one parts.
    const name = bytes(0x95, 0x5c, 0x8e, 0xa6, 0x5c, 0x83, 0x5c, 0x83, 0x74, 0x83, 0x67);
    expect(await open([{ name, data: 'x' }], ['ja']).paths()).toEqual(['z/表示/ソフト']);
  });

  it('names that say what they are in are taken at their word, and others are UTF-8 where they can be', async () => {
    const utf8 = new TextEncoder();
    const cp866 = bytes(0xac, 0xae, 0xe0, 0xa5);
    const entries = [
      { name: 'été.jpg', flags: 0x800, data: 'x' },
      { name: utf8.encode('Größe.jpg'), data: 'x' },
      { name: utf8.encode('море.jpg'), data: 'x' },
      { name: cp866, extra: unicodePath(cp866, 'поле'), data: 'x' },
    ];
    expect(new Set(await open(entries).paths())).toEqual(
      new Set(['z/été.jpg', 'z/Größe.jpg', 'z/море.jpg', 'z/поле']),
    );
  });

  it('a name that is flagged as UTF-8 and is none is told from its bytes', async () => {
    const name = bytes(0xac, 0xae, 0xe0, 0xa5);
    expect(await open([{ name, flags: 0x800, data: 'x' }], ['ru']).paths()).toEqual(['z/море']);
  });

  it.each([
    [12, 'BZip2'],
    [14, 'LZMA'],
    [93, 'Zstandard'],
    [95, 'XZ'],
    [98, 'PPMd'],
    [6, 'Implode'],
    [77, 77],
  ])('method %d is named as what it is, and its neighbour is read', async (method, named) => {
    const { unpack } = open([
      { name: 'a.jpg', data: 'packed', method, size: 60 },
      { name: 'b.jpg', data: 'plain' },
    ]);
    expect(await unpack(0)).toEqual({
      kind: 'refused',
      reason: skipReason('zip-method', { method: named }),
    });
    expect(await unpack(1)).toMatchObject({ kind: 'file' });
  });

  it('Deflate64, which Windows uses for large files, is read', async () => {
    const plain = Buffer.from('a picture '.repeat(20));
    const { unpack } = open([
      {
        name: 'a.jpg',
        data: new Uint8Array(deflateRawSync(plain, { level: 9 })),
        method: 9,
        size: plain.length,
        crc: crc32(plain),
      },
    ]);
    const unpacked = await unpack(0);
    if (unpacked.kind !== 'file') throw new Error(unpacked.reason.code);
    expect(await unpacked.blob.text()).toBe(plain.toString());
  });

  it('a lock that is not known is a lock', async () => {
    const { unpack } = open([{ name: 'a.jpg', data: 'x'.repeat(40), flags: 0x41, method: 8 }]);
    expect(await unpack(0)).toEqual({ kind: 'refused', reason: skipReason('zip-locked') });
  });

  it('a part of a ZIP in several parts says so', async () => {
    const archive = rawZip([{ name: 'a.jpg', data: 'x' }]);
    new DataView(archive.buffer).setUint16(archive.length - 18, 3, true);
    new DataView(archive.buffer).setUint16(archive.length - 16, 3, true);
    expect(await new ZipFiles([]).list('z', new Blob([archive]))).toEqual({
      kind: 'refused',
      reason: skipReason('zip-split'),
    });
  });
});
