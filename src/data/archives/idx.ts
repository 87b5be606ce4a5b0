import { u32be } from '../formats/bytes';
import { sniffIdx } from '../formats/sniff';
import { ByteReader } from './byte-reader';
import { unpacksTooFar } from './zip';

/**
 * IDX files of the MNIST family: a big-endian header (two zero bytes, element type 8 for unsigned
 * bytes, the number of dimensions, then each dimension as uint32), then the values, row-major.
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database", section on the file format.
 */
export interface IdxHeader {
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

/** What the content turned out to be. */
export type IdxFile =
  | { readonly kind: 'idx'; readonly header: IdxHeader; readonly reader: ByteReader }
  | { readonly kind: 'labels' | 'other' | 'notIdx' };

/** Largest picture taken from an IDX file, in bytes; beyond it a header is nonsense. */
const MAX_PICTURE_BYTES = 64 * 2 ** 20;

/** What is smaller on a side is no picture; a short file could hold millions of them. */
const LEAST_EDGE = 4;

/** Bytes of pictures read at a time. */
const BLOCK_BYTES = 2 ** 24;

/** Opens an IDX file, gzipped or not; the reader then stands at the first picture. */
export async function openIdx(blob: Blob, gzipped: boolean): Promise<IdxFile> {
  const stream: ReadableStream<Uint8Array> = gzipped ? unzipped(blob) : blob.stream();
  const reader = new ByteReader(stream);
  const head = await reader.read(16);
  const kind = sniffIdx(head);
  const header = { count: u32be(head, 4), height: u32be(head, 8), width: u32be(head, 12) };
  const bytes = header.height * header.width;
  const sized = Math.min(header.height, header.width) >= LEAST_EDGE && bytes < MAX_PICTURE_BYTES;
  if (kind?.type === 'container' && head.length === 16 && sized) {
    return { kind: 'idx', header, reader };
  }
  await reader.close();
  if (kind?.type === 'unreadable' && kind.kind === 'labels') return { kind: 'labels' };
  return { kind: kind ? 'other' : 'notIdx' };
}

const unzipped = (blob: Blob): ReadableStream<Uint8Array> =>
  blob
    .stream()
    .pipeThrough(inPieces())
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(honest(blob.size));

/** A piece is unpacked in one go, to a thousand times its size at worst: the browser's own pieces
 *  of 64 kB would come to 64 MB before anyone could say stop. */
const PIECE_BYTES = 4096;

function inPieces(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        controller.enqueue(chunk.subarray(at, at + PIECE_BYTES));
      }
    },
  });
}

/** Ends a stream that unpacks further than any pictures do. */
function honest(packed: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (unpacksTooFar(packed, bytes)) controller.terminate();
      else controller.enqueue(chunk);
    },
  });
}

/** Pictures of a file that are read at a time. */
export const blockOf = ({ height, width }: IdxHeader): number =>
  Math.max(1, Math.min(256, Math.floor(BLOCK_BYTES / (height * width))));

/** uint8 [n, height, width], up to `atMost` pictures; fewer, whole ones, where the file ends. */
export async function readIdxPictures(
  reader: ByteReader,
  header: IdxHeader,
  atMost: number,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const bytes = header.height * header.width;
  const block = await reader.read(bytes * atMost);
  const whole = Math.floor(block.length / bytes);
  return Array.from({ length: whole }, (_, i) => block.slice(i * bytes, (i + 1) * bytes));
}
