import { latentOf } from '../explore/origin';
import { walkAt } from '../explore/endless-walk';
import { artworkWords as says } from '../words/en/artwork';
import { ARTWORK_ENGINES, DATA_ID, WEIGHTS_ID, type Artwork, type ArtworkEngine } from './artwork';
import { fromLines } from './base64';
import { PainterClient } from './client';
import { buildControls, type Controls } from './controls';
import { hashOf, LAST_NUMBER, placeOf, seedOf, type Place } from './place';
import { Show } from './show';

/** Seconds from one picture of a walk to the next. */
const STATION_SECONDS = 6;

/** Builds the page, and paints until it is closed. @param script its own text, which its worker runs. */
export function startPage(script: string): void {
  const artwork = JSON.parse(textOf(DATA_ID)) as Artwork;
  const page = new Page(artwork, new PainterClient(script));
  page.begin().catch((error: unknown) => page.fail(error));
}

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? '';

/** `?engine=wasm` asks for one of them. */
function engineAsked(): ArtworkEngine | null {
  const asked = new URLSearchParams(location.search).get('engine');
  return ARTWORK_ENGINES.find((engine) => engine === asked) ?? null;
}

/** One artwork on its page: where one is, and what is seen of it. */
class Page {
  private place: Place;
  private readonly controls: Controls;
  private readonly show: Show;
  /** Counts changes of place: what was being painted for an earlier one is not shown. */
  private turn = 0;
  private painting: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly artwork: Artwork,
    private readonly client: PainterClient,
  ) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.place = placeOf(location.hash, still ? 'picture' : artwork.begins);
    this.controls = buildControls({
      previous: () => this.step(-1),
      next: () => this.step(1),
      walk: () => this.toggleWalk(),
    });
    this.show = new Show(this.controls.canvas);
    window.addEventListener('hashchange', () => this.go(placeOf(location.hash, 'picture')));
  }

  async begin(): Promise<void> {
    this.controls.tell(says.opening);
    const bytes = fromLines(textOf(WEIGHTS_ID).trim().split('\n'));
    document.getElementById(WEIGHTS_ID)?.remove();
    const engine = await this.client.open(
      this.artwork,
      new Float32Array(bytes.buffer),
      engineAsked(),
    );
    document.documentElement.dataset.engine = engine;
    this.go(this.place);
  }

  fail(error: unknown): void {
    this.controls.tell(says.failed(error instanceof Error ? error.message : String(error)));
  }

  private step(by: 1 | -1): void {
    const number = ((this.place.number - 1 + by + LAST_NUMBER) % LAST_NUMBER) + 1;
    this.go({ ...this.place, number });
  }

  private toggleWalk(): void {
    this.go({ ...this.place, mode: this.place.mode === 'walk' ? 'picture' : 'walk' });
  }

  private go(place: Place): void {
    this.arrive(place);
    this.turn += 1;
    const { turn } = this;
    this.painting = this.painting
      .then(() => (place.mode === 'walk' ? this.walk(turn) : this.paintOne(turn)))
      .catch((error: unknown) => this.fail(error));
  }

  /** Address, title and buttons say where one is. */
  private arrive(place: Place): void {
    this.place = place;
    history.replaceState(null, '', hashOf(place));
    this.controls.show(this.artwork.title, place);
  }

  private async paintOne(turn: number): Promise<void> {
    if (turn !== this.turn) return;
    const { edition } = this.artwork;
    await this.paint({ kind: 'seed', seed: seedOf(edition, this.place.number) }, turn, false);
  }

  private async walk(turn: number): Promise<void> {
    const { edition } = this.artwork;
    const { number } = this.place;
    const from = { kind: 'seed', seed: seedOf(edition, number) } as const;
    const began = performance.now();
    for (let first = true; turn === this.turn; first = false) {
      const at = first ? 0 : (performance.now() - began) / 1000 / STATION_SECONDS;
      await this.paint(walkAt(from, seedOf(edition, number + 1), at), turn, !first);
      const now = ((number - 1 + Math.floor(at)) % LAST_NUMBER) + 1;
      if (turn === this.turn && now !== this.place.number) {
        this.arrive({ mode: 'walk', number: now });
      }
      // A card may be faster than the display, and a hidden page paints for nobody.
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  private async paint(
    origin: Parameters<typeof latentOf>[0],
    turn: number,
    fading: boolean,
  ): Promise<void> {
    const size = this.artwork.generator.input[0]!;
    const latent = latentOf(origin, size, () => undefined);
    const frame = await this.client.paint(latent, this.artwork.title);
    if (turn !== this.turn) return;
    await this.show.take(frame, fading);
    this.controls.tell('');
  }
}
