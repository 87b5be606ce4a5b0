import type { NoticeData } from '../contract/notices';
import type { Context } from './context';

/** How long a deletion can be taken back, in milliseconds. */
export const UNDO_MS = 10_000;

/** Something whose deletion was asked for and is not done. */
export interface Pending {
  readonly id: string;
  /** What the person is told meanwhile, with an Undo. */
  readonly says: NoticeData;
  /** Lets go of the claim: no tab uses it while it waits. */
  readonly release: () => void;
  /** Deletes it for good. @throws what the storage says. */
  readonly remove: () => Promise<void>;
  /** Shows it again. */
  readonly show: () => void;
}

interface Entry extends Pending {
  readonly key: string;
  readonly notice: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * Deletions that wait for a while, so that they can be taken back. What waits is remembered beside
 * the storage: a page that is closed meanwhile has no time to delete, so the next visit does.
 */
export class PendingDeletions {
  private readonly entries: Entry[] = [];

  constructor(private readonly context: Context) {}

  /** Ids remembered under this key, of this visit or an earlier one. */
  waiting(key: string): Set<string> {
    const ids = this.context.ports.page.preferences.read(key);
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  }

  forget(key: string, id: string): void {
    this.context.ports.page.preferences.write(
      key,
      [...this.waiting(key)].filter((other) => other !== id),
    );
  }

  add(key: string, pending: Pending): void {
    this.context.ports.page.preferences.write(key, [...this.waiting(key).add(pending.id)]);
    const entry: Entry = {
      ...pending,
      key,
      notice: this.context.notify(pending.says, 'undo'),
      timer: setTimeout(() => void this.finish(entry), UNDO_MS),
    };
    this.entries.push(entry);
  }

  /** Takes a deletion back: the one that the notice tells of, or the last. */
  undo(notice?: number): void {
    const entry =
      notice === undefined
        ? this.entries.at(-1)
        : this.entries.find((other) => other.notice === notice);
    if (!entry || !this.settle(entry)) return;
    this.forget(entry.key, entry.id);
    entry.release();
    entry.show();
  }

  /** Deletes at once what waits for its time. */
  async dispose(): Promise<void> {
    await Promise.all([...this.entries].map((entry) => this.finish(entry)));
  }

  private async finish(entry: Entry): Promise<void> {
    if (!this.settle(entry)) return;
    if (!(await this.context.attempt(entry.remove))) entry.show();
    this.forget(entry.key, entry.id);
    entry.release();
  }

  /** Takes an entry out; false where it was done already. */
  private settle(entry: Entry): boolean {
    const at = this.entries.indexOf(entry);
    if (at < 0) return false;
    this.entries.splice(at, 1);
    clearTimeout(entry.timer);
    this.context.dismiss(entry.notice);
    return true;
  }
}
