import { BlobReader, BlobWriter, ZipWriter, configure } from '@zip.js/zip.js';

/** A file of an archive; `name` is its path in it, '/'-separated. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Blob | Uint8Array<ArrayBuffer> | string | Pieces;
}

/** Bytes that are made while they are written, so that they are never in memory whole. */
export interface Pieces {
  /** Bytes in all. */
  readonly size: number;
  readonly pieces: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

// Its workers would be scripts of their own origin; what is packed here hardly shrinks anyway.
configure({ useWebWorkers: false });

/** Text is worth compressing; pictures and weights are not. */
const level = (entry: ZipEntry): number => (typeof entry.data === 'string' ? 6 : 0);

type Entries = Iterable<ZipEntry> | AsyncIterable<ZipEntry>;

/** A ZIP of the entries, asked for one at a time so that not all of them are held at once. */
export const zip = (entries: Entries): Promise<Blob> =>
  write(entries, new ZipWriter(new BlobWriter('application/zip')));

/** The same, written to `to`, which is closed at its end. */
export async function zipTo(to: WritableStream<Uint8Array>, entries: Entries): Promise<void> {
  await write(entries, new ZipWriter(to));
}

async function write<T>(entries: Entries, writer: ZipWriter<T>): Promise<T> {
  for await (const entry of entries) {
    const { name, data } = entry;
    if (typeof data === 'object' && 'pieces' in data) {
      const { size: uncompressedSize } = data;
      await writer.add(name, { readable: streamOf(data.pieces) }, { level: 0, uncompressedSize });
    } else {
      await writer.add(name, new BlobReader(new Blob([data])), { level: level(entry) });
    }
  }
  return writer.close();
}

/** As a stream, each piece made when it is asked for. */
function streamOf(pieces: Pieces['pieces']): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = pieces[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await left.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
}
