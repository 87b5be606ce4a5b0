import { StudioError } from '../../contract/errors';
import type { FilmFormat, Films, MakeFilm } from '../../contract/film';

/** Films of no pictures, done when a test says so. */
export class FakeFilms implements Films {
  readonly asked: MakeFilm[] = [];
  can: readonly FilmFormat[] = ['mp4', 'webm', 'gif'];
  private end: ((blob: Blob | null) => void) | null = null;
  private break: ((error: StudioError) => void) | null = null;
  private tell: ((done: number, total: number) => void) | null = null;

  readonly fileName = (text: string): string => text.replaceAll('/', ' ');

  /** What the person chose to write to. */
  to: FileSystemFileHandle | 'cancelled' | null = null;
  readonly askForFile = () => Promise.resolve(this.to);

  formats(): Promise<readonly FilmFormat[]> {
    return Promise.resolve(this.can);
  }

  make(...[order, progress, signal]: Parameters<Films['make']>): Promise<Blob | null> {
    this.asked.push(order);
    this.tell = progress;
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.break = reject;
      signal.addEventListener('abort', () => reject(new StudioError('cancelled')));
    });
  }

  progress(done: number): void {
    this.tell?.(done, this.asked.at(-1)?.plan.frames ?? 0);
  }

  fail(error: StudioError): void {
    this.break?.(error);
  }

  finish(): void {
    this.end?.(this.asked.at(-1)?.to ? null : new Blob(['film']));
  }
}
