import type { DecodeOutcome, DecodeSource } from '../../contract/decode';
import type { IntakeOptions } from '../../contract/intake';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';
import { blockOf, openIdx, readIdxPictures } from '../archives/idx';
import { isOwnArchive, isOwnBeginning } from '../archives/own';
import { MAX_FILE_BYTES, ZipFiles, type ListedZip } from '../archives/zip';
import { SNIFF_BYTES, sniff } from '../formats/sniff';
import { isHdf5, isOldTorch } from '../../contract/foreign-nets';
import { SAFETENSORS_HEAD, isSafetensors } from '../../contract/safetensors';
import type { DecodeHooks } from './decode';
import { prepareGrey, preparePicture, type Prepared, type ReadyPicture } from './prepare';
import { whyNot } from './why-not';

/** One outcome and, where it is `ready`, its picture. */
export interface Step {
  readonly outcome: DecodeOutcome;
  readonly picture: ReadyPicture | null;
}

export interface SourceHooks extends Omit<DecodeHooks, 'watch'> {
  /** From now until the result is called a source may take so many milliseconds; then it is given up. */
  watch(path: string, ms: number): () => void;
  /** A source turned out to hold this many pictures instead of one. */
  found(more: number): void;
}

/** Files up to this size are read in one go; of larger ones the beginning first, which tells the kind. */
const READ_AT_ONCE = 2 ** 20;

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await blob.arrayBuffer());

/** Turns files, ZIP entries and IDX files into prepared pictures or reasons. */
export class Sources {
  private readonly zips = new ZipFiles();

  constructor(
    private readonly options: IntakeOptions,
    private readonly hooks: SourceHooks,
  ) {}

  /** Everything one source holds, in order. Never throws: what goes wrong becomes a reason. */
  async *prepare(source: DecodeSource): AsyncGenerator<Step, void, void> {
    const { path } = source;
    try {
      if (source.kind === 'file') return yield* this.prepareBlob(path, source.blob, false);
      const unpacked = await this.zips.unpack(source.archivePath, source.archive, source.entry);
      if (unpacked.kind === 'refused') yield skip(path, unpacked.reason);
      else yield* this.prepareBlob(path, unpacked.blob, true);
    } catch (error) {
      yield skip(path, whyNot(error));
    }
  }

  private async *prepareBlob(
    path: string,
    blob: Blob,
    inZip: boolean,
  ): AsyncGenerator<Step, void, void> {
    if (blob.size === 0) return yield skip(path, skipReason('empty'));
    const whole = blob.size <= READ_AT_ONCE ? await bytesOf(blob) : null;
    const head = whole?.subarray(0, SNIFF_BYTES) ?? (await bytesOf(blob.slice(0, SNIFF_BYTES)));
    if (isOwnFile(head)) return yield own(path, blob);
    const kind = sniff(head, blob.size);
    switch (kind.type) {
      case 'unreadable':
        return yield skip(path, skipReason('unreadable', { kind: kind.kind }));
      case 'picture':
      case 'decoded': {
        if (blob.size > MAX_FILE_BYTES)
          return yield skip(path, skipReason('too-many-bytes', { bytes: blob.size }));
        const bytes = whole ?? (await bytesOf(blob));
        const hooks = this.hooksFor(path);
        return yield* this.steps(path, await preparePicture(bytes, kind, this.options, hooks));
      }
      case 'container':
        switch (kind.kind) {
          case 'zip':
            return yield await (inZip ? this.inner(path, blob) : this.list(path, blob));
          case 'gzip':
            return yield* this.prepareIdx(path, blob, true);
          case 'idx':
            return yield* this.prepareIdx(path, blob, false);
        }
    }
  }

  /** A step for each picture; their paths are the same. */
  private *steps(path: string, prepared: Prepared): Generator<Step, void, void> {
    if (prepared.kind === 'skipped') return yield skip(path, prepared.reason);
    const { pictures, original } = prepared;
    if (pictures.length > 1) this.hooks.found(pictures.length - 1);
    for (const picture of pictures) yield { outcome: { kind: 'ready', path, original }, picture };
  }

  private hooksFor(path: string): DecodeHooks {
    const { hooks } = this;
    return {
      permit: () => hooks.permit(),
      draw: (svg, width, height) => hooks.draw(svg, width, height),
      watch: (ms) => hooks.watch(path, ms),
    };
  }

  private async list(path: string, blob: Blob): Promise<Step> {
    const listed = await this.zips.list(path, blob);
    if (await isOwn(path, blob, listed)) return own(path, blob);
    if (listed.kind === 'refused') return skip(path, listed.reason);
    const { entries } = listed;
    if (entries.length === 0) return skip(path, skipReason('zip-empty'));
    return { outcome: { kind: 'archive', path, entries }, picture: null };
  }

  /** A ZIP within a ZIP: read only where it is the studio's own. */
  private async inner(path: string, blob: Blob): Promise<Step> {
    const zips = new ZipFiles();
    const found = await isOwn(path, blob, await zips.list(path, blob));
    await zips.close();
    return found ? own(path, blob) : skip(path, skipReason('zip-in-zip'));
  }

  /** A project or a generator, if the source is one; a few bytes of all others are read. */
  async *findOwn(source: DecodeSource): AsyncGenerator<Step, void, void> {
    if (source.kind !== 'file') return;
    const { path, blob } = source;
    try {
      const head = await bytesOf(blob.slice(0, SAFETENSORS_HEAD));
      if (isOwnFile(head)) return yield own(path, blob);
      const kind = sniff(head.subarray(0, 4));
      if (kind.type !== 'container' || kind.kind !== 'zip') return;
      if (await isOwn(path, blob, await this.zips.list(path, blob))) yield own(path, blob);
    } catch {
      // A file that cannot be read is nothing of ours.
    }
  }

  private async *prepareIdx(
    path: string,
    blob: Blob,
    gzipped: boolean,
  ): AsyncGenerator<Step, void, void> {
    const idx = await openIdx(blob, gzipped);
    switch (idx.kind) {
      case 'labels':
        return yield skip(path, skipReason('unreadable', { kind: 'labels' }));
      case 'other':
        return yield skip(path, skipReason('unreadable', { kind: 'idxOther' }));
      case 'notIdx':
        return yield skip(path, skipReason('gzip-other'));
      case 'idx':
        break;
    }
    const { header, reader } = idx;
    const digits = String(header.count).length;
    const name = (i: number) => `${path}/${String(i + 1).padStart(digits, '0')}`;
    let read = 0;
    this.hooks.found(header.count - 1);
    try {
      while (read < header.count) {
        const wanted = Math.min(blockOf(header), header.count - read);
        const greys = await readIdxPictures(reader, header, wanted);
        const prepared = await Promise.all(
          greys.map((grey) => prepareGrey(grey, header.width, header.height, this.options)),
        );
        for (const [i, one] of prepared.entries()) yield* this.steps(name(read + i), one);
        read += greys.length;
        if (greys.length < wanted) break;
      }
    } finally {
      await reader.close();
    }
    if (read < header.count) {
      this.hooks.found(read - header.count + 1);
      yield skip(path, skipReason('idx-cut-short', { read, claimed: header.count }));
    }
  }

  async close(): Promise<void> {
    await this.zips.close();
  }
}

const own = (path: string, blob: Blob): Step => ({
  outcome: { kind: 'own', path, blob },
  picture: null,
});

/** Weights as safetensors, and nets of other tools. */
const isOwnFile = (head: Uint8Array): boolean =>
  isSafetensors(head) || isHdf5(head) || isOldTorch(head);

/** Where a directory cannot be read, by the beginning. */
async function isOwn(path: string, blob: Blob, listed: ListedZip): Promise<boolean> {
  if (listed.kind === 'refused') {
    return isOwnBeginning(new Uint8Array(await blob.slice(0, 64).arrayBuffer()));
  }
  return isOwnArchive(listed.entries.map((entry) => entry.path.slice(path.length + 1)));
}

const skip = (path: string, reason: SkipReason): Step => ({
  outcome: { kind: 'skipped', path, reason },
  picture: null,
});
