import { StudioError } from '../../contract/errors';
import type { FromWriter, ToWriter } from '../shared/messages';
import { changePicture } from './change-set';
import type { IntakeStore } from './intake-store';
import { SetAssembly } from './set-assembly';

type Post = (message: FromWriter, transfer: Transferable[]) => void;

/** Writes one set: takes what was decoded, in order, and stores it. */
export class WriterSession {
  private assembly: SetAssembly | null = null;
  /** Messages are answered one after another. */
  private work: Promise<void> = Promise.resolve();
  /** Nothing more is taken: the page gave up, or storage failed. */
  private over = false;

  constructor(
    private readonly storage: IntakeStore,
    private readonly post: Post,
  ) {}

  receive(message: ToWriter): void {
    if (message.type === 'settle') this.over = true;
    this.work = this.work
      .then(() => this.answer(message))
      .catch((error: unknown) => {
        this.over = true;
        this.post({ type: 'failed', error: StudioError.from(error).toData() }, []);
      });
  }

  private async answer(message: ToWriter): Promise<void> {
    if (message.type === 'open') {
      this.assembly = new SetAssembly(message.id, message.options, this.storage);
      return this.post({ type: 'awake' }, []);
    }
    if (message.type === 'change') {
      const record = await changePicture(this.storage, message.change);
      return this.post({ type: 'finished', record }, []);
    }
    const { assembly } = this;
    if (message.type === 'settle') {
      await assembly?.settle();
      return this.post({ type: 'settled' }, []);
    }
    if (!assembly || this.over) return;
    switch (message.type) {
      case 'add': {
        const taken = await assembly.add(message.bundle);
        await assembly.room();
        return this.added(assembly, taken);
      }
      case 'skip':
        for (const { path, reason } of message.files) assembly.skip(path, reason);
        return this.added(assembly, message.files.length);
      case 'finish': {
        const { name, createdAt, painted } = message;
        const record = await assembly.finish(name, createdAt, painted);
        return this.post({ type: 'finished', record }, []);
      }
      default:
        message satisfies never;
    }
  }

  private added(assembly: SetAssembly, taken: number): void {
    const shown = assembly.newest.take();
    const { count, skippedCount } = assembly;
    this.post(
      { type: 'added', taken, ready: count, skipped: skippedCount, shown },
      shown ? [shown.pixels.buffer] : [],
    );
  }
}
