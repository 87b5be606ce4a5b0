import { StudioError } from '../../contract/errors';
import type { PrintOrder, Prints } from '../../contract/print';

/** Prints of nothing, done when a test says so. */
export class FakePrints implements Prints {
  readonly asked: PrintOrder[] = [];
  private end: ((blob: Blob) => void) | null = null;
  private break: ((error: StudioError) => void) | null = null;
  private tell: ((done: number, total: number) => void) | null = null;

  readonly fileName = (text: string): string => text.replaceAll('/', ' ');

  make(...[order, progress, signal]: Parameters<Prints['make']>): Promise<Blob> {
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
    this.end?.(new Blob(['print']));
  }
}
