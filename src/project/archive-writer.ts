import { BlobReader, ZipWriter, configure } from '@zip.js/zip.js';
import { sha256Hex } from '../contract/sha256';

// Its workers would be scripts of their own origin, and this runs in a worker already.
configure({ useWebWorkers: false });

/** A file of the archive, as its manifest lists it. */
export interface FileEntry {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Bytes that are gathered before they leave for a Blob. */
const PIECE_BYTES = 4 * 2 ** 20;

/**
 * Writes a ZIP piece by piece. What is written leaves memory as Blobs, which the browser keeps
 * where it likes, on disk as a rule; the result is a Blob made of them.
 */
export class ArchiveWriter {
  readonly files: FileEntry[] = [];
  /** Bytes of them all. */
  bytes = 0;
  private readonly done: Blob[] = [];
  private pieces: Uint8Array<ArrayBuffer>[] = [];
  private gathered = 0;
  private readonly zip = new ZipWriter(
    new WritableStream<Uint8Array<ArrayBuffer>>({ write: (piece) => this.gather(piece) }),
  );

  /** Stored as they are: weights and compressed images do not shrink. */
  async addBytes(name: string, data: Uint8Array<ArrayBuffer> | Blob): Promise<void> {
    const bytes = data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data;
    await this.add(name, bytes, 0);
  }

  async addJson(name: string, value: unknown): Promise<void> {
    await this.add(name, new TextEncoder().encode(`${JSON.stringify(value)}\n`), 6);
  }

  /** The whole archive. */
  async close(): Promise<Blob> {
    await this.zip.close();
    this.leave();
    return new Blob(this.done, { type: 'application/zip' });
  }

  private async add(name: string, bytes: Uint8Array<ArrayBuffer>, level: number): Promise<void> {
    this.files.push({ name, bytes: bytes.length, sha256: await sha256Hex(bytes) });
    this.bytes += bytes.length;
    await this.zip.add(name, new BlobReader(new Blob([bytes])), { level });
  }

  private gather(piece: Uint8Array<ArrayBuffer>): void {
    // The writer may use its buffer again.
    this.pieces.push(piece.slice());
    this.gathered += piece.length;
    if (this.gathered >= PIECE_BYTES) this.leave();
  }

  private leave(): void {
    this.done.push(new Blob(this.pieces));
    this.pieces = [];
    this.gathered = 0;
  }
}
