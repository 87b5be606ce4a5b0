import { u16be } from './bytes';
import { readHuffmanTable, type HuffmanTable } from './jpeg-bits';
import { ScanReader, type Component, type Scan, type ScanPart } from './jpeg-scan';

/** What is known of a JPEG's first picture once its compressed data was followed to its end. */
export type JpegWalk =
  /** Every block is there. The data ends before `end`; `closed`: by an end marker. */
  | { readonly kind: 'whole'; readonly end: number; readonly closed: boolean }
  /** The data ends before the picture does. */
  | { readonly kind: 'cut' }
  /** Damaged on the way, so that it cannot be told whether something is missing at the end. */
  | { readonly kind: 'damaged'; readonly closed: boolean }
  /** Of a kind that is not followed here: arithmetic coding, lossless, tables left out. */
  | { readonly kind: 'unknown' };

/** Share of a scan's units that damage on the way may swallow. */
const SWALLOWED = 0.01;
/** Bytes between a damaged scan's last unit and the next marker. */
const LEFT_OVER = 64;

/** Bits of a coefficient that no scan has told yet. */
const UNTOLD = 14;

/** Times that all blocks may be gone through; encoders make ten scans of colours, or so. */
const MOST_PASSES = 30;

const SOS = 0xda;
const EOI = 0xd9;

interface Frame {
  readonly progressive: boolean;
  readonly unitsAcross: number;
  readonly unitsDown: number;
  readonly components: readonly Component[];
  /** Of all components. */
  readonly blocks: number;
}

/**
 * Follows a JPEG's compressed data, baseline or progressive, through all scans of its first picture,
 * and counts its blocks (ITU-T T.81). A decoder paints over what is missing, so that its pixels do
 * not tell. Markers within other segments, as in thumbnails, do not count.
 */
export function walkJpeg(bytes: Uint8Array): JpegWalk {
  return new Walk(bytes).run();
}

class Walk {
  private readonly tables = new Map<number, HuffmanTable>();
  private frame: Frame | null = null;
  private interval = 0;
  private errors = 0;
  private missing = 0;
  private total = 0;
  private leftOver = 0;
  private scans = 0;
  /** Whether something lay between scans that belongs to none. */
  private stray = false;
  private blocks = 0;
  /** Whether the last scan's last byte was filled up as encoders do it. */
  private filledUp = true;

  constructor(private readonly bytes: Uint8Array) {}

  run(): JpegWalk {
    const { bytes } = this;
    let at = 2;
    /** Where the last scan's data ended. */
    let end = -1;
    for (;;) {
      // Junk between segments is passed over, as decoders do.
      while (at < bytes.length && !(bytes[at] === 0xff && isMarker(bytes[at + 1]))) at += 1;
      if (at + 1 >= bytes.length) {
        if (end >= 0) this.passOver(end, bytes.length);
        return this.judged(end, false);
      }
      if (end >= 0) this.passOver(end, at);
      const marker = bytes[at + 1]!;
      if (marker === EOI) return this.judged(end, true);
      const alone = (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
      const length = alone ? 0 : u16be(bytes, at + 2);
      const body = bytes.subarray(at + 4, at + 2 + length);
      at += 2 + length;
      if (alone) continue;
      if (length < 2 || at > bytes.length) return this.judged(end, false);
      if (marker === SOS) {
        const scan = this.readScan(body);
        const frame = this.frame;
        // Hostile files have scans without end.
        if (frame && this.blocks > MOST_PASSES * frame.blocks) return { kind: 'unknown' };
        if (!scan) return this.scans > 0 ? this.judged(end, false) : { kind: 'unknown' };
        const read = new ScanReader(bytes, at, scan).read();
        this.scans += 1;
        this.errors += read.errors;
        this.missing = Math.max(this.missing, read.missing / read.total);
        this.total = read.total;
        this.filledUp = read.filledUp;
        this.blocks += read.total;
        at = end = read.at;
        // Whatever follows a scan that is not whole is not this picture's.
        if (read.missing > 0) return this.judged(end, nextMarker(bytes, at) === EOI);
        tell(scan);
      } else if (!this.readSegment(marker, body)) return { kind: 'unknown' };
    }
  }

  /** Bytes that lie between a scan's data and the next marker, where there should be none. */
  private passOver(from: number, to: number): void {
    const stray = this.bytes.subarray(from, to).some((byte) => byte !== 0 && byte !== 0xff);
    this.leftOver = Math.max(this.leftOver, to - from);
    this.stray ||= stray;
    // More came behind, and the last unit does not look like one: it may have been read from that.
    if (stray && !this.filledUp) this.errors += 1;
  }

  private judged(end: number, closed: boolean): JpegWalk {
    if (!this.frame || this.scans === 0) return { kind: 'cut' };
    if (this.errors > 0) {
      const lost = this.missing > Math.max(SWALLOWED, 1 / this.total);
      const astray = this.leftOver > LEFT_OVER;
      if (lost) return { kind: 'cut' };
      return { kind: 'damaged', closed: closed && !astray };
    }
    if (this.missing > 0) return { kind: 'cut' };
    // A picture may leave scans out and still say that it ends.
    const untold = this.frame.components.some(({ known }) => known.some((bit) => bit > 0));
    const blank = this.frame.components.some(({ known }) => known[0] === UNTOLD);
    if (blank || (untold && (this.stray || !closed))) return { kind: 'cut' };
    return { kind: 'whole', end, closed };
  }

  /** False where it says that the picture is of a kind that is not followed. */
  private readSegment(marker: number, body: Uint8Array): boolean {
    if (marker === 0xc4) return this.readTables(body);
    if (marker === 0xdd) this.interval = u16be(body, 0);
    // A second frame belongs to a hierarchical picture.
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) {
      const followed = marker <= 0xc2 && !this.frame;
      this.frame = followed ? readFrame(body, marker === 0xc2) : null;
      return this.frame !== null;
    }
    return true;
  }

  private readTables(body: Uint8Array): boolean {
    for (let at = 0; at + 17 <= body.length;) {
      const counts = body.subarray(at + 1, at + 17);
      const size = counts.reduce((sum, count) => sum + count, 0);
      const table = readHuffmanTable(counts, body.subarray(at + 17, at + 17 + size));
      if (!table) return false;
      this.tables.set(body[at]!, table);
      at += 17 + size;
    }
    return true;
  }

  private readScan(body: Uint8Array): Scan | null {
    const count = body[0] ?? 0;
    if (!this.frame || count < 1 || count > 4 || body.length < 4 + 2 * count) return null;
    const { progressive, components, unitsAcross, unitsDown } = this.frame;
    const [first, last, bits] = [body[1 + 2 * count]!, body[2 + 2 * count]!, body[3 + 2 * count]!];
    const parts: ScanPart[] = [];
    for (let i = 0; i < count; i++) {
      const component = components.find(({ id }) => id === body[1 + 2 * i]);
      const chosen = body[2 + 2 * i]!;
      if (!component) return null;
      const dc = this.tables.get(chosen >> 4);
      const ac = this.tables.get(0x10 | (chosen & 15));
      const needsDc = !progressive || (first === 0 && bits >> 4 === 0);
      const needsAc = !progressive || first > 0;
      if ((needsDc && !dc) || (needsAc && !ac)) return null;
      parts.push({ component, dc, ac });
    }
    if (progressive && (last > 63 || first > last || (first > 0 && count > 1))) return null;
    return {
      parts,
      first: progressive ? first : 0,
      last: progressive ? last : 63,
      high: progressive ? bits >> 4 : 0,
      low: progressive ? bits & 15 : 0,
      progressive,
      interval: this.interval,
      unitsAcross,
      unitsDown,
    };
  }
}

const isMarker = (byte: number | undefined): boolean =>
  byte !== undefined && byte !== 0 && byte !== 0xff;

function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] === 0xff && isMarker(bytes[at + 1])) return bytes[at + 1]!;
  }
  return -1;
}

function tell({ parts, first, last, low }: Scan): void {
  for (const { component } of parts) component.known.fill(low, first, last + 1);
}

/** Null where it is not of 8 bits, or makes no sense. */
function readFrame(body: Uint8Array, progressive: boolean): Frame | null {
  const [bits, height, width, count] = [body[0], u16be(body, 1), u16be(body, 3), body[5] ?? 0];
  if (bits !== 8 || height === 0 || width === 0 || count < 1 || count > 4) return null;
  const parts = Array.from({ length: count }, (_, i) => ({
    id: body[6 + 3 * i] ?? 0,
    across: (body[7 + 3 * i] ?? 0) >> 4,
    down: (body[7 + 3 * i] ?? 0) & 15,
  }));
  if (parts.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) {
    return null;
  }
  const widest = Math.max(...parts.map(({ across }) => across));
  const tallest = Math.max(...parts.map(({ down }) => down));
  const unitsAcross = Math.ceil(width / (8 * widest));
  const unitsDown = Math.ceil(height / (8 * tallest));
  const components = parts.map(({ id, across, down }): Component => {
    const stride = unitsAcross * across;
    return {
      id,
      across,
      down,
      columns: Math.ceil(Math.ceil((width * across) / widest) / 8),
      rows: Math.ceil(Math.ceil((height * down) / tallest) / 8),
      stride,
      known: new Uint8Array(64).fill(UNTOLD),
      filled: new Uint32Array(progressive ? 2 * stride * unitsDown * down : 0),
    };
  });
  const blocks = components.reduce((sum, { stride, down }) => sum + stride * unitsDown * down, 0);
  return { progressive, unitsAcross, unitsDown, components, blocks };
}
