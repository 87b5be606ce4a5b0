import type { StoreApi } from 'zustand';
import { StudioError } from '../contract/errors';
import type { IntakeOptions, SourceFile } from '../contract/intake';
import type { DatasetRecord, RunRecord } from '../contract/records';
import type { NoticeData } from '../contract/notices';
import { settingIssues } from './issues';
import type { Studio, StudioState } from './model';
import type { Notice, RunView } from './view-types';
import type { Ports } from './ports';
import { changed, heldRunOf } from './views';

/** The files behind a set, and how it was prepared from them. */
export interface Originals {
  readonly files: readonly SourceFile[];
  readonly options: IntakeOptions;
}

/** What the controller remembers and the page does not draw. */
export interface Session {
  /** Original files of sets that were prepared since the page was opened, by set. */
  readonly originals: Map<string, Originals>;
  /** Names given to runs here, which a worker's older copy of the record must not undo. */
  readonly names: Map<string, string>;
  /** Whether a new preparation is about to begin. */
  preparationDue: boolean;
  /** The batch size to go back to once a set can fill it; null while nothing lowered it. */
  wantedBatch: number | null;
  /** The newest write of a person's choice about a set; training waits for it. */
  saving: Promise<unknown>;
}

/** Notices that can be read again. */
const PAST_NOTICES = 30;

/** What the controller's topics share. */
export class Context {
  readonly session: Session = {
    originals: new Map(),
    names: new Map(),
    preparationDue: false,
    wantedBatch: null,
    saving: Promise.resolve(),
  };
  private notices = 0;
  private attached: StoreApi<Studio> | null = null;

  constructor(readonly ports: Ports) {}

  /** The store is made of the topics' actions, so it comes after them. */
  attach(store: StoreApi<Studio>): void {
    this.attached = store;
  }

  get store(): StoreApi<Studio> {
    if (!this.attached) throw new Error('A topic used the store before it was made.');
    return this.attached;
  }

  get state(): Studio {
    return this.store.getState();
  }

  get dataset(): DatasetRecord | null {
    const { datasets, datasetId } = this.state;
    return datasets.find((set) => set.id === datasetId) ?? null;
  }

  run(id: string): RunRecord | null {
    return this.state.runs.find((card) => card.run.id === id)?.run ?? null;
  }

  /** The run that a worker of this tab trains, shown or not. */
  get heldRun(): RunView | null {
    return heldRunOf(this.state);
  }

  /** Changes the view of a run, where there is one. */
  patchView(runId: string, change: (view: RunView) => Partial<RunView>): void {
    const views = changed(this.state, runId, change);
    if (views) this.update(views);
  }

  /** The record with the name that was given here. */
  named(run: RunRecord): RunRecord {
    const name = this.session.names.get(run.id);
    return name === undefined ? run : { ...run, name };
  }

  /** Whether the set can be prepared again: its files are at hand, or it is our own painting. */
  canPrepareAgain(set: DatasetRecord): boolean {
    return set.painted === true || this.session.originals.has(set.id);
  }

  /** Changes the state, and with it all that follows from what changed. */
  update(change: Partial<StudioState>): void {
    this.store.setState((before) => {
      const after = { ...before, ...change };
      return affectsIssues(before, after) ? { ...change, ...this.derived(after) } : change;
    });
  }

  /** Whether a new preparation of the current set is about to begin. */
  announcePreparation(due: boolean): void {
    this.session.preparationDue = due;
    this.store.setState((state) => this.derived(state));
  }

  private derived(
    state: StudioState,
  ): Pick<StudioState, 'originalsAtHand' | 'preparing' | 'settingIssues'> {
    const set = state.datasets.find(({ id }) => id === state.datasetId) ?? null;
    const preparing = state.intake.working || this.session.preparationDue;
    return {
      originalsAtHand: set !== null && this.canPrepareAgain(set),
      preparing,
      settingIssues: settingIssues(state, set, this.ports.resources, { coming: preparing }),
    };
  }

  /** Says something that stopped nothing. @returns the notice's id. */
  notify(says: NoticeData, action: Notice['action'] = null, kind: Notice['kind'] = 'news'): number {
    const id = ++this.notices;
    const notice: Notice = { id, says, action, kind, at: this.ports.now.time() };
    const { notices, pastNotices } = this.state;
    const same = JSON.stringify(says);
    const others = notices.filter(
      (other) => other.action === 'undo' || JSON.stringify(other.says) !== same,
    );
    this.update({
      notices: [...others, notice].slice(-5),
      pastNotices: [notice, ...pastNotices].slice(0, PAST_NOTICES),
    });
    return id;
  }

  dismiss(id: number): void {
    this.update({ notices: this.state.notices.filter((notice) => notice.id !== id) });
  }

  /** Says a failure, unless it is a cancellation the person asked for. */
  report(cause: unknown): void {
    const error = StudioError.from(cause);
    if (error.kind === 'cancelled') return;
    this.notify({ code: 'error', params: { error: error.toData() } }, null, 'trouble');
  }

  /** Runs `work` and says its failure. @returns whether it went well. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (cause) {
      this.report(cause);
      return false;
    }
  }
}

function affectsIssues(before: StudioState, after: StudioState): boolean {
  return (
    before.settings !== after.settings ||
    before.datasets !== after.datasets ||
    before.datasetId !== after.datasetId ||
    before.engineReport !== after.engineReport ||
    before.intake.working !== after.intake.working ||
    before.ready !== after.ready
  );
}
