import { pictureLength, sameSize, wantedShape, wantedSize } from '../contract/picture-shape';
import { StudioError } from '../contract/errors';
import type { FocusPoint } from '../contract/focus';
import type { IntakeListener, IntakeOptions, SourceFile } from '../contract/intake';
import type { DatasetRecord } from '../contract/records';
import type { OwnFile } from '../contract/transfers';
import { arrivals } from './arrivals';
import type { Context } from './context';
import { knownPoints } from './known-points';
import { NO_INTAKE } from './initial';
import { uniqueName } from './names';
import { isSetNeeded } from './set-needed';
import { carryChoices } from './sets';

/** Where pictures come from. */
export type Source =
  | { readonly kind: 'files'; readonly files: Promise<readonly SourceFile[]> }
  | { readonly kind: 'samples' };

/** What is known of a set before it is prepared. */
interface Known {
  readonly name: string;
  readonly focusPoints: readonly FocusPoint[];
}

interface Job {
  /** False while folders are still being walked. */
  begun: boolean;
  options: IntakeOptions;
  controller: AbortController;
  /** Set when the options changed on the way: begin again with the same files. */
  again: boolean;
  /** Asked for by the person, whatever was under way. */
  cancelled: boolean;
  readonly replaces: string | null;
  /** The studio's own files that were told of, and files that were skipped. */
  own: number;
  skipped: number;
}

export interface Preparation {
  /** Prepares a new set, or one that takes the place of `replaces`. Failures go to the state. */
  run(source: Source, replaces: DatasetRecord | null): Promise<void>;
  cancel(): void;
  /** Begins again where the options at hand are not those of the job. */
  follow(options: IntakeOptions): void;
  /** The set whose place the job at hand will take. */
  replacing(): string | null;
}

/** How two sets of options differ, the name and the points of focus apart, which are of one set. */
export const sameOptions = (a: IntakeOptions, b: IntakeOptions): boolean =>
  sameSize(wantedSize(a), wantedSize(b)) &&
  a.channels === b.channels &&
  a.crop === b.crop &&
  a.cropsPerPicture === b.cropsPerPicture &&
  a.background === b.background &&
  a.aspectVariance === b.aspectVariance &&
  a.ignoreSmaller === b.ignoreSmaller &&
  a.limit === b.limit;

interface Hooks {
  /** Which set to put on the picture grid. */
  readonly chosen: (id: string) => void;
  /** A new set is stored and shown. */
  readonly ready: (set: DatasetRecord) => Promise<void>;
  /** Projects and generators lay among the files. */
  readonly bring: (files: readonly OwnFile[]) => unknown;
}

/** One preparation of pictures at a time. */
export function preparation(context: Context, { chosen, ready, bring }: Hooks): Preparation {
  const { ports } = context;
  let job: Job | null = null;

  /** Files that are gone through again tell of the same ones in the same order. */
  const ownOf = (current: Job): IntakeListener['own'] => {
    let place = 0;
    return (file) => {
      if (++place <= current.own || current.replaces !== null) return;
      current.own = place;
      bring([file]);
    };
  };

  /** The set from one go, or null where it has to begin again. */
  async function once(
    current: Job,
    source: Source,
    files: readonly SourceFile[],
    { name, focusPoints }: Known,
  ) {
    if (current.cancelled) throw new StudioError('cancelled');
    const options = { ...context.state.intakeOptions, name };
    current.begun = true;
    current.options = options;
    current.controller = new AbortController();
    current.again = false;
    const shape = wantedShape(options);
    context.update({ intake: { ...NO_INTAKE, working: true, arrivingShape: shape } });
    const listener = arrivals(context, pictureLength(shape), ownOf(current));
    try {
      const { signal } = current.controller;
      const set =
        source.kind === 'samples'
          ? await ports.intake.paintSamples(options, listener, signal)
          : await ports.intake.prepare(files, { ...options, focusPoints }, listener, signal);
      if (!current.again) return set;
      // The options changed just as it was done.
      await ports.storage.deleteDataset(set.id);
      return null;
    } catch (cause) {
      if (current.again) return null;
      throw cause;
    } finally {
      current.skipped = listener.progressed()?.skipped ?? 0;
    }
  }

  async function all(current: Job, source: Source, replaces: DatasetRecord | null) {
    const files = source.kind === 'files' ? await source.files : [];
    if (current.cancelled) throw new StudioError('cancelled');
    if (source.kind === 'files' && files.length === 0) {
      throw new StudioError('drop-without-files');
    }
    // The intake names a set after its folder where no name is given.
    const name = replaces?.name ?? '';
    const focusPoints = await knownPoints(context, replaces);
    for (;;) {
      const set = await once(current, source, files, { name, focusPoints });
      if (!set) continue;
      if (source.kind === 'files') {
        context.session.originals.set(set.id, { files, options: current.options });
      }
      await ready(replaces ? await replace(replaces.id, set) : await add(set));
      return;
    }
  }

  async function add(set: DatasetRecord): Promise<DatasetRecord> {
    const { datasets } = context.state;
    const name = uniqueName(
      set.name,
      datasets.map((other) => other.name),
    );
    const kept = name === set.name ? set : await ports.storage.updateDataset(set.id, { name });
    context.update({ datasets: [kept, ...datasets] });
    chosen(kept.id);
    return kept;
  }

  /** Puts `set` where `oldId` was; the old one stays only where a run was trained on it. */
  async function replace(oldId: string, set: DatasetRecord): Promise<DatasetRecord> {
    const old = context.state.datasets.find(({ id }) => id === oldId);
    if (!old) return add(set);
    const choices = await carryChoices(old, set, (id, block) =>
      ports.storage.pictureBlock(id, block),
    );
    const fresh = await ports.storage.updateDataset(set.id, { ...choices, name: old.name });
    const onWall = context.state.datasetId === oldId;
    const used = await isSetNeeded(context, oldId);
    context.update({
      datasets: context.state.datasets.flatMap((other) =>
        other.id !== oldId ? other : used ? [fresh, other] : fresh,
      ),
    });
    if (onWall) chosen(fresh.id);
    if (used) return fresh;
    context.session.originals.delete(oldId);
    await context.attempt(() => ports.storage.deleteDataset(oldId));
    return fresh;
  }

  /** Projects come in beside what is being prepared; pictures have to wait. */
  async function meanwhile(source: Source): Promise<void> {
    const files = source.kind === 'files' ? await source.files : [];
    const found = await ports.intake.findOwn(files).catch(() => ({ own: [], others: true }));
    bring(found.own);
    if (found.own.length > 0 && !found.others) return;
    context.notify({ code: 'preparing-already', params: {} });
  }

  /** Where only projects came, there is nothing to say of pictures. */
  function sayFailure(error: StudioError, { own, skipped }: Job): void {
    const over = { ...NO_INTAKE, error: null };
    if (error.kind === 'cancelled') return context.update({ intake: over });
    if (own === 0 || error.kind !== 'set-empty') {
      return context.update({ intake: { ...over, error: error.toData() } });
    }
    context.update({ intake: over });
    if (skipped > 0) context.notify({ code: 'error', params: { error: error.toData() } });
  }

  return {
    async run(source, replaces) {
      if (job) return meanwhile(source);
      const current: Job = {
        begun: false,
        options: context.state.intakeOptions,
        controller: new AbortController(),
        again: false,
        cancelled: false,
        replaces: replaces?.id ?? null,
        own: 0,
        skipped: 0,
      };
      job = current;
      context.update({ intake: { ...NO_INTAKE, working: true } });
      const release = ports.tabs.claims.hold('intake');
      let error: StudioError | null = null;
      try {
        await all(current, source, replaces);
      } catch (cause) {
        error = StudioError.from(cause);
      }
      release();
      job = null;
      if (error) sayFailure(error, current);
      else context.update({ intake: NO_INTAKE });
    },

    cancel() {
      if (!job) return;
      job.again = false;
      job.cancelled = true;
      job.controller.abort();
    },

    follow(options) {
      if (!job?.begun || job.again || sameOptions(job.options, options)) return;
      job.again = true;
      job.controller.abort();
    },

    replacing: () => job?.replaces ?? null,
  };
}
