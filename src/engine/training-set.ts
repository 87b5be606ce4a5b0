import { includedPictures } from '../contract/choice';
import { StudioError } from '../contract/errors';
import { pictureLength, type PictureShape } from '../contract/picture-shape';
import { WHOLE_SET_BYTES, WINDOW_BYTES } from '../contract/pictures';
import type { ChunkRecord, DatasetRecord, PictureChoice } from '../contract/records';

/**
 * A set of at most `wholeBytes` of pixels lies in memory and is shuffled as a whole. A larger one
 * would leave too little for the networks and for the rest of a small machine: it is shuffled, and
 * can be read, window by window. The same on every machine, for the order of pictures depends on
 * it.
 */
export const SET_LIMITS = { wholeBytes: WHOLE_SET_BYTES, windowBytes: WINDOW_BYTES };
export type SetLimits = typeof SET_LIMITS;

/** The pictures a run learns from, as uint8, numbered 0..count-1; those left out and ticked off
 *  are not counted. */
export interface TrainingSet {
  readonly count: number;
  readonly shape: PictureShape;
  /** Number of the first picture of each chunk, and `count` at the end: [chunks + 1]. */
  readonly starts: Uint32Array;
  /** Chunks that are shuffled among themselves; null where the whole set is. */
  readonly windowChunks: number | null;
  /**
   * Resolves once the pictures of the chunks `now` are at hand, and begins to read those of
   * `ahead`; all others may be let go.
   * @throws StudioError('set-missing') where pixels are missing.
   */
  ready(now: readonly number[], ahead: readonly number[]): Promise<void>;
  /** Picture `n`, whose chunk is at hand: uint8 [height, width, channels], a view. */
  picture(n: number): Uint8Array;
}

/** Reads a chunk of a stored set. */
export type ReadChunk = (datasetId: string, index: number) => Promise<ChunkRecord | undefined>;

/**
 * Opens the pictures of a set that `choice` takes [SAVE8]: reads a small one whole, and a large one
 * as it is needed [BIG3].
 * @throws StudioError('set-empty') where nothing is left to train on, 'set-missing' where pixels
 *   are missing.
 */
export async function loadTrainingSet(
  set: DatasetRecord,
  choice: PictureChoice,
  readChunk: ReadChunk,
  limits: SetLimits = SET_LIMITS,
): Promise<TrainingSet> {
  const included = includedPictures(set, choice);
  if (included.length === 0) {
    throw new StudioError('set-all-left-out', { set: set.name, pictures: set.count });
  }
  const ascending = included.toSorted();
  if ((ascending.at(-1) ?? 0) >= set.count) throw otherPictures(set);
  const opened = new ChunkedSet(set, ascending, readChunk, limits);
  if (opened.windowChunks !== null) return opened;
  // A whole set has all of its chunks at hand from now on.
  await opened.ready(opened.all(), []);
  return choice.pictures ? new ReorderedSet(opened, included, ascending) : opened;
}

const otherPictures = (set: DatasetRecord): StudioError =>
  new StudioError('set-lacks-pictures', { set: set.name });

/** A whole set whose pictures a run numbers in an order of its own. */
class ReorderedSet implements TrainingSet {
  readonly count: number;
  readonly shape: PictureShape;
  readonly starts: Uint32Array;
  readonly windowChunks = null;
  /** Number within `inner` of each picture. */
  private readonly ranks: Uint32Array;

  /** @param ascending places in the set of the pictures of `inner`; `order` holds the same. */
  constructor(
    private readonly inner: TrainingSet,
    order: Uint32Array,
    ascending: Uint32Array,
  ) {
    ({ count: this.count, shape: this.shape } = inner);
    this.starts = inner.starts;
    const rankOf = new Map(Array.from(ascending, (place, rank) => [place, rank]));
    this.ranks = order.map((place) => rankOf.get(place) ?? 0);
  }

  ready(now: readonly number[], ahead: readonly number[]): Promise<void> {
    return this.inner.ready(now, ahead);
  }

  picture(n: number): Uint8Array {
    return this.inner.picture(this.ranks[n]!);
  }
}

class ChunkedSet implements TrainingSet {
  readonly count: number;
  readonly shape: PictureShape;
  readonly starts: Uint32Array;
  readonly windowChunks: number | null;
  /** Index in storage of each chunk that has pictures to learn from. */
  private readonly indices: Uint32Array;
  private readonly pictureBytes: number;
  private readonly held = new Map<number, Uint8Array>();
  private readonly coming = new Map<number, Promise<void>>();
  private wanted = new Set<number>();
  /** One chunk is read at a time: reading ahead holds nothing up, and takes little memory. */
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly set: DatasetRecord,
    private readonly included: Uint32Array,
    private readonly readChunk: ReadChunk,
    limits: SetLimits,
  ) {
    this.count = included.length;
    this.shape = set.shape;
    this.pictureBytes = pictureLength(set.shape);
    const chunkBytes = set.chunkPictures * this.pictureBytes;
    this.windowChunks =
      set.count * this.pictureBytes <= limits.wholeBytes
        ? null
        : Math.max(1, Math.round(limits.windowBytes / chunkBytes));
    const starts: number[] = [];
    const indices: number[] = [];
    included.forEach((picture, n) => {
      const index = Math.floor(picture / set.chunkPictures);
      if (indices.at(-1) === index) return;
      indices.push(index);
      starts.push(n);
    });
    this.starts = Uint32Array.from([...starts, this.count]);
    this.indices = Uint32Array.from(indices);
  }

  all(): number[] {
    return Array.from(this.indices, (_, chunk) => chunk);
  }

  async ready(now: readonly number[], ahead: readonly number[]): Promise<void> {
    const whole = this.windowChunks === null;
    if (whole && this.held.size === this.indices.length) return;
    const wanted = new Set([...now, ...ahead]);
    this.wanted = wanted;
    for (const chunk of this.held.keys()) if (!wanted.has(chunk)) this.held.delete(chunk);
    for (const chunk of wanted) void this.fetch(chunk).catch(() => undefined);
    for (const chunk of now) {
      // Once more where reading it began, and was given up, before it was wanted.
      while (!this.held.has(chunk) && this.wanted === wanted) await this.fetch(chunk);
    }
  }

  picture(n: number): Uint8Array {
    const index = this.included[n]!;
    const chunk = this.held.get(rangeOf(this.starts, n));
    if (!chunk) throw new Error(`The chunk of picture ${n} is not at hand.`);
    const begin = (index % this.set.chunkPictures) * this.pictureBytes;
    return chunk.subarray(begin, begin + this.pictureBytes);
  }

  private fetch(chunk: number): Promise<void> {
    if (this.held.has(chunk)) return Promise.resolve();
    const known = this.coming.get(chunk);
    if (known) return known;
    const before = this.last.catch(() => undefined);
    const coming = before
      .then(async () => {
        if (!this.wanted.has(chunk)) return;
        const pixels = await this.read(this.indices[chunk]!);
        if (this.wanted.has(chunk)) this.held.set(chunk, pixels);
      })
      .finally(() => this.coming.delete(chunk));
    this.coming.set(chunk, coming);
    this.last = coming;
    return coming;
  }

  private async read(index: number): Promise<Uint8Array> {
    const { set } = this;
    const pictures = Math.min(set.chunkPictures, set.count - index * set.chunkPictures);
    const chunk = await this.readChunk(set.id, index);
    if (chunk?.pixels.length === pictures * this.pictureBytes) return chunk.pixels;
    throw new StudioError('set-part-wrong', {
      set: set.name,
      part: index + 1,
      bytes: chunk?.pixels.length ?? 0,
      expected: pictures * this.pictureBytes,
    });
  }
}

/** The range that `n` lies in. @param starts where each begins, ascending, and the end of the last. */
export function rangeOf(starts: Uint32Array, n: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= n) low = middle;
    else high = middle;
  }
  return low;
}
