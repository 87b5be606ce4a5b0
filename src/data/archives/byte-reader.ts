/** Reads exact numbers of bytes from a stream of chunks of any size. */
export class ByteReader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private chunk: Uint8Array = new Uint8Array(0);
  private at = 0;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.reader = stream.getReader();
  }

  /** `count` bytes, or fewer where the stream ends (or breaks) before. A copy. */
  async read(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const out = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      if (this.at === this.chunk.length) {
        const next = await this.reader.read().catch(() => null);
        if (!next || next.done) return out.slice(0, filled);
        this.chunk = next.value;
        this.at = 0;
      }
      const part = this.chunk.subarray(this.at, this.at + count - filled);
      out.set(part, filled);
      filled += part.length;
      this.at += part.length;
    }
    return out;
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => undefined);
  }
}
