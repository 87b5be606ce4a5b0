import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../contract/errors';
import type { Drawn, DrawnCanvas } from '../../contract/explore';
import type { Origin } from '../../explore/origin';
import type { Explore } from '../../store/explore/model';
import { paint } from '../parts/pixels';

/** Canvases that were drawn on in one way, and cannot be in the other any more. */
const used = new WeakSet<HTMLCanvasElement>();

const canHandOver = (): boolean => 'transferControlToOffscreen' in HTMLCanvasElement.prototype;

/** A picture, and a truncation where it is another one than the room's. */
interface Wanted {
  readonly origin: Origin;
  readonly truncation: number | undefined;
}

/** Where one picture after another is shown: drawn by the engine itself where it can, else by the page from
 *  what was read back. */
export class Screen {
  /** Pictures that were shown. */
  frames = 0;
  private handed: { readonly element: HTMLCanvasElement; readonly canvas: DrawnCanvas } | null =
    null;
  private last: Wanted | null = null;
  private wanted: Wanted | null = null;
  private busy = false;
  private readonly ended = new AbortController();

  private element: HTMLCanvasElement | null = null;

  /** @param renew puts a fresh canvas in the place of the one on the page. */
  constructor(
    private readonly store: StoreApi<Explore>,
    private readonly renew: () => void,
  ) {}

  /** Stands on that canvas of the page from now on; on none while it is null. */
  stand(element: HTMLCanvasElement | null): void {
    this.element = element;
  }

  /** Shows a picture as soon as the one under way is shown; of several that wait, the newest. */
  want(origin: Origin, truncation?: number): void {
    this.wanted = { origin, truncation };
    if (!this.busy) void this.work();
  }

  /** @returns how it came there; null where it did not, because another took its place.
   *  @throws StudioError where it failed; it stands in the room as well. */
  async show(origin: Origin, truncation?: number): Promise<Drawn['kind'] | null> {
    this.last = { origin, truncation };
    try {
      const way = await this.bring(origin, truncation);
      const { element } = this;
      if (!element) return null;
      this.frames += 1;
      Object.assign(element.dataset, { way, frames: String(this.frames) });
      return way;
    } catch (error) {
      if (StudioError.from(error).kind === 'cancelled') return null;
      throw error;
    }
  }

  close(): void {
    this.ended.abort();
    this.wanted = null;
    this.handed?.canvas.close();
    this.handed = null;
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (let one = this.wanted; one; one = this.wanted) {
      this.wanted = null;
      await this.show(one.origin, one.truncation).catch(() => undefined);
    }
    this.busy = false;
  }

  private async bring(origin: Origin, truncation?: number): Promise<Drawn['kind']> {
    const { actions } = this.store.getState();
    // React may be at work just now, and is asked for a fresh canvas below.
    await Promise.resolve();
    if (this.store.getState().opened?.draws && canHandOver()) {
      const way = await actions.draw(origin, this.forEngine(), truncation);
      if (way === 'drawn') return way;
    } else {
      const { signal } = this.ended;
      await actions.paint([origin], 'now', signal, undefined, undefined, truncation);
    }
    const { opened } = this.store.getState();
    const rgba = actions.painted(origin, undefined, truncation);
    if (!opened || !rgba) throw new StudioError('cancelled');
    paint(this.forPage(), rgba, opened.shape);
    return 'read-back';
  }

  private forEngine(): DrawnCanvas {
    const { handed } = this;
    if (handed && handed.element === this.element && !handed.canvas.closed) return handed.canvas;
    handed?.canvas.close();
    const element = this.fresh((one) => !used.has(one));
    used.add(element);
    const { actions } = this.store.getState();
    const canvas = actions.takeCanvas(element.transferControlToOffscreen(), () => this.again());
    this.handed = { element, canvas };
    return canvas;
  }

  private forPage(): HTMLCanvasElement {
    const element = this.fresh((one) => one !== this.handed?.element);
    used.add(element);
    this.handed?.canvas.close();
    this.handed = null;
    return element;
  }

  private fresh(suits: (element: HTMLCanvasElement) => boolean): HTMLCanvasElement {
    if (this.element && !suits(this.element)) this.renew();
    const { element } = this;
    if (!element || this.ended.signal.aborted) throw new StudioError('cancelled');
    return element;
  }

  /** What drew was lost, and its pictures with it. */
  private again(): void {
    if (this.last) this.want(this.last.origin, this.last.truncation);
  }
}
