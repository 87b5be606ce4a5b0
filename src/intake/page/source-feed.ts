import type { ArchiveEntry, DecodeSource } from '../../contract/decode';
import { skipReason, type SkipReason } from '../../contract/skip-reasons';
import type { OwnFile } from '../../contract/transfers';
import { WorkerLost, type DecodePool } from './decode-pool';
import type { ProgressTicker } from './progress';
import type { BundleStream } from './bundle-stream';
import type { SetWriter } from './set-writer';

const GROUP_FILES = 16;
const GROUP_BYTES = 4 * 2 ** 20;
/** A file is tried in its group and twice alone: a neighbour's death may take it along. */
const TRIES = 3;

/** Sends sources to the pool in groups and hands what comes back, in order, to the writer. */
export class SourceFeed {
  constructor(
    private readonly pool: DecodePool,
    private readonly writer: SetWriter,
    private readonly ticker: ProgressTicker,
    private readonly own: (file: OwnFile) => void,
    private readonly limit: number | null,
  ) {}

  async feed(sources: readonly DecodeSource[]): Promise<void> {
    const most = Math.ceil(sources.length / (4 * this.pool.workers));
    const groups = grouped(sources, Math.max(1, Math.min(GROUP_FILES, most)));
    const started: { group: DecodeSource[]; stream: BundleStream }[] = [];
    const fill = () => {
      while (started.length < 2 * this.pool.workers) {
        const next = this.writer.full ? undefined : groups.next().value;
        if (!next) return;
        started.push({ group: next, stream: this.pool.run({ type: 'prepare', sources: next }) });
      }
    };
    fill();
    for (let current = started.shift(); current; current = started.shift()) {
      fill();
      await this.take(current.group, current.stream);
    }
    for (const rest of groups) await this.beyondLimit(rest);
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
      if (this.writer.full) await this.beyondLimit(reader.rest());
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error;
      for (const [i, source] of reader.rest().entries()) {
        if (source.path === error.stuck) {
          await this.skip(source.path, skipReason('too-slow'));
          continue;
        }
        // Part of an IDX file is in the set: from its start again, those would come twice.
        const again = tries > 1 && !(i === 0 && reader.within);
        if (again) await this.takeAlone(source, tries - 1);
        else await this.skip(source.path, skipReason('given-up'));
      }
    }
  }

  private takeAlone(source: DecodeSource, tries: number): Promise<void> {
    return this.take([source], this.pool.run({ type: 'prepare', sources: [source] }), tries);
  }

  private async read(reader: GroupReader, stream: BundleStream): Promise<void> {
    for await (const bundle of stream) {
      if (this.writer.full) return;
      const taken = await this.writer.add(bundle);
      for (const outcome of bundle.outcomes.slice(0, taken)) {
        const source = reader.reach(outcome.path);
        if (outcome.kind === 'own') {
          this.ticker.total -= 1;
          this.own(ownFile(outcome));
        } else if (outcome.kind === 'archive') {
          this.ticker.total += outcome.entries.length - 1;
          if (source?.kind === 'file') await this.feed(entriesOf(source, outcome.entries));
        }
      }
      if (taken < bundle.outcomes.length) return;
    }
    reader.finish();
  }

  private skip(path: string, reason: SkipReason): Promise<void> {
    return this.writer.skip([{ path, reason }]);
  }

  private beyondLimit(sources: readonly DecodeSource[]): Promise<void> {
    const reason = skipReason('over-limit', { limit: this.limit ?? 0 });
    return this.writer.skip(sources.map(({ path }) => ({ path, reason })));
  }
}

type FileSource = Extract<DecodeSource, { kind: 'file' }>;

const entriesOf = (archive: FileSource, entries: readonly ArchiveEntry[]): DecodeSource[] =>
  entries.map(({ path, entry }) => ({
    kind: 'entry',
    path,
    archive: archive.blob,
    archivePath: archive.path,
    entry,
  }));

/** Named after the file, without the folders that it lay in. */
export const ownFile = ({ path, blob }: { path: string; blob: Blob }): OwnFile => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  content: blob,
});

/** Follows which sources of a group are done. A source may yield several outcomes: those of an IDX file
 *  lie below its path, several crops of a picture have its own. */
class GroupReader {
  private at = 0;
  /** Whether the source at hand has yielded a part of its pictures. */
  within = false;

  constructor(private readonly group: readonly DecodeSource[]) {}

  reach(path: string): DecodeSource | undefined {
    const before = this.group[this.at - 1];
    if (before?.path === path) return before;
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
