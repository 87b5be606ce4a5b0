import { headerChunk, predict, type Pixels } from './png';
import { PNG_SIGNATURE, chunk, textChunk, type PngText } from './png-texts';

const INCHES_PER_METRE = 1 / 0.0254;
const METRE = 1;

/** A `pHYs` chunk (PNG 11.3.5.3): how many pixels a metre has, across and down. */
export function densityChunk(dpi: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  const density = Math.round(dpi * INCHES_PER_METRE);
  view.setUint32(0, density);
  view.setUint32(4, density);
  view.setUint8(8, METRE);
  return chunk('pHYs', data);
}

/** A PNG that is written row by row: what is in memory of it is packed, apart from the last row. */
export class PngStream {
  private readonly rowBytes: number;
  private readonly packer = new CompressionStream('deflate');
  private readonly into = this.packer.writable.getWriter();
  private readonly packed: Promise<Uint8Array<ArrayBuffer>[]>;
  private readonly head: readonly Uint8Array<ArrayBuffer>[];
  private last: Uint8Array | Uint8ClampedArray | null = null;

  /** @param texts stand before the pixels. */
  constructor(
    private readonly size: Omit<Pixels, 'data'>,
    dpi: number,
    texts: readonly PngText[],
  ) {
    this.rowBytes = size.width * size.channels;
    this.head = [headerChunk(size), densityChunk(dpi), ...texts.map(textChunk)];
    this.packed = chunksOf(this.packer.readable);
    // Whoever waits for the end hears of it there.
    this.packed.catch(() => undefined);
  }

  /** @param rows one or more whole rows, uint8 [rows, width, channels]. */
  async add(rows: Uint8Array | Uint8ClampedArray): Promise<void> {
    const { rowBytes, size } = this;
    const guessed = predict(rows, rowBytes, size.channels, this.last);
    this.last = rows.slice(rows.length - rowBytes);
    await this.into.ready;
    await this.into.write(guessed);
  }

  async finish(): Promise<Blob> {
    await this.into.close();
    const parts = [PNG_SIGNATURE, ...this.head, ...(await this.packed), chunk('IEND')];
    return new Blob(parts, { type: 'image/png' });
  }
}

/** Each piece as a chunk of packed pixels. */
async function chunksOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(chunk('IDAT', value));
  }
}
