import { StudioError } from '../../contract/errors';
import type { Prints, PrintsOrder } from '../../contract/print';

/** Prints of nothing, done when a test says so. */
export class FakePrints implements Prints {
  readonly asked: PrintsOrder[] = [];
  /** What the person chooses. */
  to: FileSystemFileHandle | 'cancelled' | null = null;
  readonly names: string[] = [];
  private end: ((blob: Blob | null) => void) | null = null;
  private break: ((error: StudioError) => void) | null = null;
  private tell: ((done: number, total: number) => void) | null = null;

  readonly fileName = (text: string): string => text.replaceAll('/', ' ');

  askForFile(name: string): ReturnType<Prints['askForFile']> {
    this.names.push(name);
    return Promise.resolve(this.to);
  }

  make(...[order, progress, signal]: Parameters<Prints['make']>): Promise<Blob | null> {
    this.asked.push(order);
    this.tell = progress;
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.break = reject;
      signal.addEventListener('abort', () => reject(new StudioError('cancelled')));
    });
  }

  progress(done: number, total: number): void {
    this.tell?.(done, total);
  }

  fail(error: StudioError): void {
    this.break?.(error);
  }

  finish(): void {
    this.end?.(this.to ? null : new Blob(['print']));
  }
}
