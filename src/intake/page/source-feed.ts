import type { DecodeSource } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import { skipReason } from '../../contract/skip-reasons';
import type { OwnFile } from '../../contract/transfers';
import type { SetAssembly } from '../worker/set-assembly';
import { WorkerLost, type DecodePool } from './decode-pool';
import type { ProgressTicker } from './progress';
import type { BundleStream } from './bundle-stream';

const GROUP_FILES = 16;
const GROUP_BYTES = 4 * 2 ** 20;
/** A file is tried in its group and twice alone: a neighbour's death may take it along. */
const TRIES = 3;
/** The page's thread is given back after this long. */
const SLICE_MS = 12;

/** Sends sources to the pool in groups and hands what comes back, in order, to the assembly. */
export class SourceFeed {
  private sliceStart = performance.now();

  constructor(
    private readonly pool: DecodePool,
    private readonly assembly: SetAssembly,
    private readonly ticker: ProgressTicker,
    private readonly own: (file: OwnFile) => void,
  ) {}

  async feed(sources: readonly DecodeSource[]): Promise<void> {
    const most = Math.ceil(sources.length / (4 * this.pool.workers));
    const groups = grouped(sources, Math.max(1, Math.min(GROUP_FILES, most)));
    const started: { group: DecodeSource[]; stream: BundleStream }[] = [];
    const fill = () => {
      while (started.length < 2 * this.pool.workers) {
        const next = this.assembly.full ? undefined : groups.next().value;
        if (!next) return;
        started.push({ group: next, stream: this.pool.run({ type: 'prepare', sources: next }) });
      }
    };
    fill();
    for (let current = started.shift(); current; current = started.shift()) {
      fill();
      await this.take(current.group, current.stream);
    }
    for (const rest of groups) for (const { path } of rest) this.assembly.beyondLimit(path);
    this.ticker.tick();
  }

  /** One group; where its worker died, what was left of it once more, one by one. */
  private async take(
    group: readonly DecodeSource[],
    stream: BundleStream,
    tries = TRIES,
  ): Promise<void> {
    const reader = new GroupReader(group);
    try {
      await this.read(reader, stream);
      if (this.assembly.full) {
        for (const { path } of reader.rest()) this.assembly.beyondLimit(path);
      }
    } catch (error) {
      if (!(error instanceof StudioError) || error.code !== 'worker-lost') throw error;
      const stuck = error instanceof WorkerLost ? error.stuck : null;
      for (const [i, source] of reader.rest().entries()) {
        if (source.path === stuck) {
          this.assembly.skip(source.path, skipReason.tookTooLong());
          continue;
        }
        // Part of an IDX file is in the set: from its start again, those would come twice.
        const again = tries > 1 && !(i === 0 && reader.within);
        if (again) await this.takeAlone(source, tries - 1);
        else this.assembly.skip(source.path, skipReason.gaveUp());
      }
    }
  }

  private takeAlone(source: DecodeSource, tries: number): Promise<void> {
    return this.take([source], this.pool.run({ type: 'prepare', sources: [source] }), tries);
  }

  private async read(reader: GroupReader, stream: BundleStream): Promise<void> {
    if (this.assembly.full) return;
    const { pictureBytes } = this.assembly;
    for await (const { outcomes, pixels } of stream) {
      let at = 0;
      for (const outcome of outcomes) {
        if (this.assembly.full) return;
        const source = reader.reach(outcome.path);
        switch (outcome.kind) {
          case 'ready':
            await this.assembly.add(
              outcome.path,
              outcome.hash,
              pixels.subarray(at, at + pictureBytes),
            );
            at += pictureBytes;
            break;
          case 'skipped':
            this.assembly.skip(outcome.path, outcome.reason);
            break;
          case 'own':
            this.ticker.total -= 1;
            this.own(ownFile(outcome));
            break;
          case 'archive':
            this.ticker.total += outcome.entries.length - 1;
            if (source?.kind !== 'file') break;
            await this.feed(
              outcome.entries.map(({ path, entry }) => ({
                kind: 'entry',
                path,
                archive: source.blob,
                archivePath: source.path,
                entry,
              })),
            );
            break;
        }
      }
      this.ticker.tick();
      await this.assembly.room();
      await this.breathe();
    }
    reader.finish();
  }

  /** Lets the page draw and answer between bundles. */
  private async breathe(): Promise<void> {
    if (performance.now() - this.sliceStart < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.sliceStart = performance.now();
  }
}

/** Named after the file, without the folders that it lay in. */
export const ownFile = ({ path, blob }: { path: string; blob: Blob }): OwnFile => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  content: blob,
});

/** Follows which sources of a group are done. A source may yield several outcomes (IDX). */
class GroupReader {
  private at = 0;
  /** Whether the source at hand has yielded a part of its pictures. */
  within = false;

  constructor(private readonly group: readonly DecodeSource[]) {}

  reach(path: string): DecodeSource | undefined {
    const belongs = (source: DecodeSource) =>
      path === source.path || path.startsWith(`${source.path}/`);
    while (this.at < this.group.length && !belongs(this.group[this.at]!)) this.at += 1;
    const source = this.group[this.at];
    this.within = source !== undefined && path !== source.path;
    if (source && !this.within) this.at += 1;
    return source;
  }

  finish(): void {
    this.at = this.group.length;
  }

  /** Sources that are not done, the one at hand first. */
  rest(): readonly DecodeSource[] {
    return this.group.slice(this.at);
  }
}

function* grouped(sources: readonly DecodeSource[], most: number): Generator<DecodeSource[], void> {
  let group: DecodeSource[] = [];
  let bytes = 0;
  for (const source of sources) {
    const size = source.kind === 'file' ? source.blob.size : 0;
    if (group.length > 0 && (group.length >= most || bytes + size > GROUP_BYTES)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(source);
    bytes += size;
  }
  if (group.length > 0) yield group;
}
