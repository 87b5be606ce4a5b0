import { HASH_BYTES, PICTURE_BLOCK, type PictureBlockRecord } from '../../contract/records';
import { Folders } from './folders';
import { SeenHashes } from './seen-hashes';
import type { IntakeStore } from './intake-store';

/** The pictures of a set as they come: their paths go to storage in blocks as these fill, so that
 *  a large set takes little memory. */
export class PictureList {
  readonly folders = new Folders();
  private readonly seen = new SeenHashes();
  private readonly hash = new Uint8Array(HASH_BYTES);
  private readonly words = new Uint32Array(this.hash.buffer);
  private folderOf = new Uint32Array(PICTURE_BLOCK);
  private paths: string[] = [];
  private hashes = new Uint8Array(PICTURE_BLOCK * HASH_BYTES);
  /** The block that was looked up last. */
  private known: PictureBlockRecord | null = null;
  count = 0;

  /** @param write keeps a block that is done. */
  constructor(
    private readonly datasetId: string,
    private readonly storage: Pick<IntakeStore, 'pictureBlock'>,
    private readonly write: (block: PictureBlockRecord) => void,
  ) {}

  /** Path of the picture that has the same hash, '' where that is not known; null where this one is
   *  new.
   *  @param hash uint8 [HASH_BYTES]. */
  async same(hash: Uint8Array): Promise<string | null> {
    this.hash.set(hash);
    const place = this.seen.find(this.words);
    if (place === null) return null;
    const block = Math.floor(place / PICTURE_BLOCK);
    if (block === Math.floor(this.count / PICTURE_BLOCK)) return this.paths[place % PICTURE_BLOCK]!;
    if (this.known?.block !== block) {
      this.known = (await this.storage.pictureBlock(this.datasetId, block)) ?? null;
    }
    return this.known?.paths[place % PICTURE_BLOCK] ?? '';
  }

  /** Adds the picture whose hash was found to be new just now. */
  add(path: string): void {
    this.seen.add(this.words);
    this.hashes.set(this.hash, this.paths.length * HASH_BYTES);
    this.paths.push(path);
    if (this.count === this.folderOf.length) {
      const longer = new Uint32Array(2 * this.count);
      longer.set(this.folderOf);
      this.folderOf = longer;
    }
    this.folderOf[this.count++] = this.folders.add(path);
    if (this.paths.length === PICTURE_BLOCK) this.flush();
  }

  /** Writes what is left. @returns the folder of each picture. */
  finish(): Uint32Array<ArrayBuffer> {
    if (this.paths.length > 0) this.flush();
    return this.folderOf.slice(0, this.count);
  }

  private flush(): void {
    const { datasetId, paths } = this;
    const hashes = this.hashes.slice(0, paths.length * HASH_BYTES);
    const block = Math.floor((this.count - 1) / PICTURE_BLOCK);
    this.write({ datasetId, block, paths, hashes });
    this.paths = [];
  }
}
