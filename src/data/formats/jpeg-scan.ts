import { JpegBits, type HuffmanTable } from './jpeg-bits';

/** A colour component of a frame, and what its scans have told so far. */
export interface Component {
  readonly id: number;
  /** Sampling factors: blocks of it in a unit of interleaved data. */
  readonly across: number;
  readonly down: number;
  /** Blocks that hold its own pixels. */
  readonly columns: number;
  readonly rows: number;
  /** Blocks in a row, those included that only fill up a unit. */
  readonly stride: number;
  /** Lowest bit known of each coefficient, in zigzag order; 14 for none. */
  readonly known: Uint8Array;
  /** One bit for each coefficient that is not zero, two words a block. Progressive frames alone. */
  readonly filled: Uint32Array;
}

/** One part of the scan's data: a component with its tables. */
export interface ScanPart {
  readonly component: Component;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
}

export interface Scan {
  readonly parts: readonly ScanPart[];
  /** First and last coefficient, in zigzag order. */
  readonly first: number;
  readonly last: number;
  /** The bit that was told before (0 for none), and the one told now. */
  readonly high: number;
  readonly low: number;
  readonly progressive: boolean;
  /** Units between restart markers; 0 for none. */
  readonly interval: number;
  /** Units of the frame, across and down, where several components are interleaved. */
  readonly unitsAcross: number;
  readonly unitsDown: number;
}

/** How a scan's data went. */
export interface ScanEnd {
  /** Units, or single blocks, that were still to come when the data was at its end. */
  readonly missing: number;
  readonly total: number;
  /** Codes that do not exist, runs beyond a block's end, restart markers out of turn. */
  readonly errors: number;
  /** Where the data that was read ends. */
  readonly at: number;
  /** Whether its last byte was filled up as encoders do it. */
  readonly filledUp: boolean;
}

/** Reads a whole scan for its lengths alone: nothing is decoded, everything is counted. */
export class ScanReader {
  private bits: JpegBits;
  private errors = 0;
  /** Blocks to come that hold nothing more (progressive scans). */
  private emptyRun = 0;

  constructor(
    private readonly bytes: Uint8Array,
    start: number,
    private readonly scan: Scan,
  ) {
    this.bits = new JpegBits(bytes, start);
  }

  read(): ScanEnd {
    const { parts, interval, unitsAcross, unitsDown } = this.scan;
    const alone = parts.length === 1 ? parts[0]! : null;
    const across = alone ? alone.component.columns : unitsAcross;
    const total = across * (alone ? alone.component.rows : unitsDown);
    let missing = 0;
    let restarts = 0;
    for (let done = 0; done < total;) {
      const until = interval > 0 ? Math.min(total, done + interval) : total;
      for (; done < until && !this.bits.spent; done++) {
        if (alone) {
          this.block(alone, Math.floor(done / across) * alone.component.stride + (done % across));
        } else this.unit(Math.floor(done / across), done % across);
      }
      // The one at hand was not whole either.
      if (this.bits.spent) missing += 1 + until - done;
      done = until;
      if (done < total && !this.restart(restarts++)) {
        missing += total - done;
        break;
      }
    }
    const { place, filledUp } = this.bits;
    return { missing, total, errors: this.errors, at: place, filledUp };
  }

  /** Goes on after the next restart marker. */
  private restart(count: number): boolean {
    const { bytes } = this;
    let at = this.bits.place;
    while (at < bytes.length && !(bytes[at] === 0xff && (bytes[at + 1] ?? 0) !== 0)) at += 1;
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1] ?? 0;
    if (marker < 0xd0 || marker > 0xd7) return false;
    if ((marker & 7) !== (count & 7)) this.errors += 1;
    this.bits = new JpegBits(bytes, at + 2);
    this.emptyRun = 0;
    return true;
  }

  private unit(row: number, column: number): void {
    for (const part of this.scan.parts) {
      const { across, down, stride } = part.component;
      for (let y = 0; y < down; y++) {
        const first = (row * down + y) * stride + column * across;
        for (let x = 0; x < across; x++) this.block(part, first + x);
      }
    }
  }

  private block(part: ScanPart, index: number): void {
    const { progressive, first, high } = this.scan;
    if (!progressive) this.whole(part);
    else if (first === 0) this.level(part);
    else if (high === 0) this.fresh(part, index);
    else this.finer(part, index);
  }

  private whole({ dc, ac }: ScanPart): void {
    const { bits } = this;
    const size = bits.code(dc!);
    if (size < 0) this.errors += 1;
    else bits.skip(size & 15);
    for (let k = 1; k < 64; k++) {
      const code = bits.code(ac!);
      if (code < 0) {
        this.errors += 1;
        continue;
      }
      const length = code & 15;
      if (length === 0) {
        if (code !== 0xf0) return;
        k += 15;
      } else {
        k += code >> 4;
        bits.skip(length);
      }
      if (k > 63) this.errors += 1;
    }
  }

  /** The mean of a block, or one more bit of it. */
  private level({ dc }: ScanPart): void {
    if (this.scan.high > 0) return this.bits.skip(1);
    const size = this.bits.code(dc!);
    if (size < 0) this.errors += 1;
    else this.bits.skip(size & 15);
  }

  private fresh({ component, ac }: ScanPart, index: number): void {
    if (this.emptyRun > 0) {
      this.emptyRun -= 1;
      return;
    }
    const { bits } = this;
    const { last } = this.scan;
    for (let k = this.scan.first; k <= last; k++) {
      const code = bits.code(ac!);
      const run = code >> 4;
      if (code < 0) this.errors += 1;
      else if ((code & 15) > 0) {
        k += run;
        bits.skip(code & 15);
        if (k > last) this.errors += 1;
        else fill(component, index, k);
      } else if (run === 15) k += 15;
      else {
        this.emptyRun = (1 << run) - 1 + (run > 0 ? bits.take(run) : 0);
        return;
      }
    }
  }

  private finer({ component, ac }: ScanPart, index: number): void {
    const { bits } = this;
    const { last } = this.scan;
    let k = this.scan.first;
    if (this.emptyRun === 0) {
      for (; k <= last; k++) {
        const code = bits.code(ac!);
        let run = code >> 4;
        const value = code & 15;
        if (code < 0) {
          this.errors += 1;
          continue;
        }
        if (value > 0) bits.skip(1);
        else if (run < 15) {
          this.emptyRun = (1 << run) + (run > 0 ? bits.take(run) : 0);
          break;
        }
        for (; k <= last; k++) {
          if (isFilled(component, index, k)) bits.skip(1);
          else if (--run < 0) break;
        }
        if (value > 0) {
          if (k > last) this.errors += 1;
          else fill(component, index, k);
        }
      }
    }
    if (this.emptyRun === 0) return;
    for (; k <= last; k++) if (isFilled(component, index, k)) bits.skip(1);
    this.emptyRun -= 1;
  }
}

function fill({ filled }: Component, index: number, k: number): void {
  filled[2 * index + (k >> 5)]! |= 1 << (k & 31);
}

const isFilled = ({ filled }: Component, index: number, k: number): boolean =>
  ((filled[2 * index + (k >> 5)]! >>> (k & 31)) & 1) === 1;
