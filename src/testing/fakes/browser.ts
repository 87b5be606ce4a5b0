import { StudioError } from '../../contract/errors';
import type { RunEvent } from '../../contract/events';
import type { OwnFile } from '../../contract/transfers';
import type { Claims, Disk, Download, Projects, Relay } from '../../store/ports';

/** What the tabs of one browser share: claims and the channel between them. */
export class FakeBrowser {
  /** Claimed names, with those that wait for them. */
  readonly held = new Set<string>();
  private readonly holders = new Map<string, object[]>();
  private readonly waiting: { name: string; then: () => void | Promise<void> }[] = [];
  private readonly listeners = new Map<object, Set<(event: RunEvent) => void>>();

  /** Claims of one tab. */
  claims(): Claims {
    return {
      hold: (name) => this.hold(name),
      take: (name) => Promise.resolve(this.held.has(name) ? null : this.hold(name)),
      whenFree: (name, then) => {
        const wait = { name, then };
        this.waiting.push(wait);
        void Promise.resolve().then(() => this.notify());
        return () => this.forget(wait);
      },
      free: (name) => Promise.resolve(!this.held.has(name)),
    };
  }

  /** The channel's end of one tab: it hears the others, never itself. */
  relay(): Relay {
    const heard = new Set<(event: RunEvent) => void>();
    const relay: Relay = {
      post: (event) => {
        for (const [other, listeners] of this.listeners) {
          if (other !== relay) for (const listener of listeners) listener(event);
        }
      },
      subscribe: (listener) => {
        heard.add(listener);
        return () => heard.delete(listener);
      },
    };
    this.listeners.set(relay, heard);
    return relay;
  }

  /** One that is held already is had once the holders before let go. */
  private hold(name: string): () => void {
    const holder = {};
    const holders = this.holders.get(name) ?? [];
    this.holders.set(name, [...holders, holder]);
    this.held.add(name);
    return () => {
      const left = (this.holders.get(name) ?? []).filter((other) => other !== holder);
      this.holders.set(name, left);
      if (left.length > 0) return;
      this.held.delete(name);
      this.notify();
    };
  }

  private forget(wait: (typeof this.waiting)[number]): void {
    const at = this.waiting.indexOf(wait);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  private notify(): void {
    for (const wait of this.waiting.filter(({ name }) => !this.held.has(name))) {
      this.forget(wait);
      void wait.then();
    }
  }
}

/** A disk of a set size. */
export class FakeDisk implements Disk {
  used = 10_000_000;
  quota = 10_000_000_000;
  persisted = false;
  /** How often the browser was asked to keep things. */
  asked = 0;
  measured = 0;

  persist(): Promise<boolean> {
    this.asked++;
    this.persisted = true;
    return Promise.resolve(true);
  }

  usage() {
    this.measured++;
    const { used, quota, persisted } = this;
    return Promise.resolve({ used, quota, persisted });
  }
}

/** Project files that a test carries through by itself. */
export class FakeProjects implements Projects {
  /** What each transfer was asked for, in order. */
  readonly asked: {
    readonly what: string;
    readonly progress: (done: number, total: number) => void;
    readonly signal: AbortSignal;
    readonly done: (result: Awaited<ReturnType<Projects['importFile']>>) => void;
    readonly fail: (cause: unknown) => void;
  }[] = [];

  async exportRun(
    runId: string,
    withPictures: boolean,
    progress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Download> {
    await this.ask(`export ${runId}${withPictures ? ' with pictures' : ''}`, progress, signal);
    return { name: `${runId}.atelier`, blob: new Blob([runId]) };
  }

  importFile(
    file: OwnFile,
    progress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): ReturnType<Projects['importFile']> {
    return this.ask(`import ${file.name}`, progress, signal);
  }

  private ask(
    what: string,
    progress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): ReturnType<Projects['importFile']> {
    return new Promise((done, fail) => {
      signal.addEventListener('abort', () => fail(new StudioError('cancelled')));
      this.asked.push({ what, progress, signal, done, fail });
    });
  }
}
