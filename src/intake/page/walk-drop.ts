import type { SourceFile } from '../../contract/intake';
import { isSystemFile } from '../../data/files/system-files';

/**
 * All files of a drop, folders walked whole, system and hidden files left out.
 *
 * Call it within the drop event: a DataTransfer is empty once the event is over, so the entries are
 * taken before anything is awaited. A file or folder that cannot be opened is listed as unreadable,
 * so that it ends with a reason like any other.
 */
export function walkDrop(transfer: DataTransfer): Promise<SourceFile[]> {
  const items = Array.from(transfer.items).filter((item) => item.kind === 'file');
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    // Some sources (another page, a mail program) hand over files without entries.
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) loose.push(file);
  }
  return walkEntries(entries).then((files) => [
    ...files,
    ...loose.filter((file) => !isSystemFile(file.name)).map((file) => ({ path: file.name, file })),
  ]);
}

/** Entries opened at a time: the calls are answered by another process. */
const AT_ONCE = 32;

async function walkEntries(roots: readonly FileSystemEntry[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  const waiting = [...roots];
  while (waiting.length > 0) {
    const batch = waiting.splice(-AT_ONCE);
    const opened = await Promise.all(
      batch.filter((entry) => !isSystemFile(entry.fullPath.slice(1))).map(open),
    );
    for (const one of opened) {
      if (one.file) found.push(one.file);
      waiting.push(...one.entries);
    }
  }
  return found;
}

async function open(
  entry: FileSystemEntry,
): Promise<{ file: SourceFile | null; entries: FileSystemEntry[] }> {
  if (isFile(entry)) {
    const file = await new Promise<SourceFile>((resolve) =>
      entry.file(
        (opened) => resolve({ path: entry.fullPath.slice(1), file: opened }),
        () => resolve(unreadable(entry)),
      ),
    );
    return { file, entries: [] };
  }
  if (isDirectory(entry)) {
    const { entries, whole } = await readAll(entry);
    return { file: whole ? null : unreadable(entry), entries };
  }
  return { file: null, entries: [] };
}

/** A reader hands out at most 100 entries a call in some browsers, and none when it is done. */
async function readAll(
  directory: FileSystemDirectoryEntry,
): Promise<{ entries: FileSystemEntry[]; whole: boolean }> {
  const reader = directory.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[] | null>((resolve) =>
      reader.readEntries(resolve, () => resolve(null)),
    );
    if (!some?.length) return { entries, whole: some !== null };
    entries.push(...some);
  }
}

const unreadable = (entry: FileSystemEntry): SourceFile => ({
  path: entry.fullPath.slice(1),
  file: new File([], entry.name),
  unreadable: true,
});

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry =>
  entry.isDirectory;
