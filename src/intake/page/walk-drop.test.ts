import { describe, expect, it } from 'vitest';
import { listFiles } from './list-files';
import { walkDrop } from './walk-drop';

/** A made tree of entries; a folder's reader hands out at most 100 a call, as Chromium's does. */
type Tree = { readonly [name: string]: Tree | string };

function entryOf(name: string, path: string, node: Tree | string): FileSystemEntry {
  const fullPath = `${path}/${name}`;
  if (typeof node === 'string') {
    const entry = {
      isFile: true,
      isDirectory: false,
      name,
      fullPath,
      file: (done: (file: File) => void) => setTimeout(() => done(new File([node], name)), 0),
    };
    return entry as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const rest = Object.entries(node).map(([child, value]) => entryOf(child, fullPath, value));
    return {
      readEntries: (done: (entries: FileSystemEntry[]) => void) =>
        setTimeout(() => done(rest.splice(0, 100)), 0),
    };
  };
  const entry = { isFile: false, isDirectory: true, name, fullPath, createReader };
  return entry as unknown as FileSystemEntry;
}

/** A transfer that, like a real one, is empty once the drop event is over. */
function transferOf(tree: Tree): { transfer: DataTransfer; over: () => void } {
  const items = Object.entries(tree).map(([name, node]) => ({
    kind: 'file',
    webkitGetAsEntry: () => entryOf(name, '', node),
  }));
  const transfer = { items, files: [] };
  const over = () => items.splice(0);
  return { transfer: transfer as unknown as DataTransfer, over };
}

const walk = async (tree: Tree): Promise<string[]> => {
  const { transfer, over } = transferOf(tree);
  const walked = walkDrop(transfer);
  over();
  return (await walked).map(({ path }) => path).sort();
};

describe('walking a drop [PIC1]', () => {
  it('takes several folders and files, at any depth', async () => {
    const deep = Array.from({ length: 12 }).reduce<Tree>((tree) => ({ level: tree }), {
      'deepest.jpg': 'x',
    });
    expect(
      await walk({ a: { 'one.jpg': '1', b: { 'two.jpg': '2' } }, deep, 'lone.png': '3' }),
    ).toEqual(['a/b/two.jpg', 'a/one.jpg', `deep/${'level/'.repeat(12)}deepest.jpg`, 'lone.png']);
  });

  it('reads folders of more than 100 entries to their end', async () => {
    const many = Object.fromEntries(Array.from({ length: 1234 }, (_, i) => [`${i}.jpg`, 'x']));
    expect(await walk({ many })).toHaveLength(1234);
  });

  it('passes over system files and does not even open their folders [PIC3]', async () => {
    const tree = {
      __MACOSX: { '._a.jpg': 'x' },
      set: { '.DS_Store': 'x', 'Thumbs.db': 'x', '.git': { 'a.jpg': 'x' }, 'a.jpg': 'x' },
    };
    expect(await walk(tree)).toEqual(['set/a.jpg']);
  });

  it('lists what the browser will not open as unreadable, rather than lose it [PIC3]', async () => {
    const refuse = (_: unknown, failed: () => void) => setTimeout(failed, 0);
    const locked = {
      isFile: true,
      isDirectory: false,
      name: 'a.jpg',
      fullPath: '/a.jpg',
      file: refuse,
    };
    const closed = {
      isFile: false,
      isDirectory: true,
      name: 'b',
      fullPath: '/b',
      createReader: () => ({ readEntries: refuse }),
    };
    const items = [locked, closed].map((entry) => ({
      kind: 'file',
      webkitGetAsEntry: () => entry,
    }));
    const found = await walkDrop({ items, files: [] } as unknown as DataTransfer);
    expect(found.map(({ path, unreadable }) => [path, unreadable]).sort()).toEqual([
      ['a.jpg', true],
      ['b', true],
    ]);
  });

  it('takes files that come without entries', async () => {
    const files = [new File(['x'], 'a.jpg'), new File(['x'], '.hidden')];
    const items = [
      { kind: 'string' },
      ...files.map((file) => ({
        kind: 'file',
        webkitGetAsEntry: () => null,
        getAsFile: () => file,
      })),
      { kind: 'file', webkitGetAsEntry: () => entryOf('b.jpg', '', 'x') },
    ];
    const transfer = { items, files } as unknown as DataTransfer;
    expect((await walkDrop(transfer)).map(({ path }) => path)).toEqual(['b.jpg', 'a.jpg']);
  });
});

it('chosen files keep their relative paths, system files are passed over [PIC1] [PIC3]', () => {
  const chosen = (name: string, webkitRelativePath: string) =>
    Object.assign(new File(['x'], name), { webkitRelativePath });
  const files = [
    chosen('a.jpg', 'set/sub/a.jpg'),
    chosen('b.jpg', ''),
    chosen('.DS_Store', 'set/.DS_Store'),
  ];
  expect(listFiles(files).map(({ path }) => path)).toEqual(['set/sub/a.jpg', 'b.jpg']);
});
