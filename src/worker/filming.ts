import { StudioError } from '../contract/errors';
import type { MakeFilm } from '../contract/film';
import type { EngineChoice } from '../contract/hyperparameters';
import { toRgbaPictures } from '../contract/rgba';
import type { Engine } from '../engine/engine';
import { FilmFrames, type Paint } from '../explore/film-frames';
import { engineFailure } from '../engine/failures';
import { LossGuard } from '../engine/loss-guard';
import type { Painter } from '../engine/painter';
import type { FilmWriter, Written } from '../export/film/writer';
import { weightsOf } from '../nets/kept-generator';
import type { StudioStorage } from '../storage/studio-storage';

type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** What making a film stands on. */
export interface FilmingPorts {
  readonly openStorage: () => Promise<StudioStorage>;
  readonly openEngine: (choice: EngineChoice) => Promise<Engine>;
  readonly openWriter: (
    written: Written,
    samples: () => Promise<readonly Rgba[]>,
  ) => Promise<FilmWriter>;
  readonly progress: (done: number, total: number) => void;
}

/** Frames that a palette is made of: it suits those between them as well. */
const SAMPLES = 12;
/** Generators open at once: two are cross-faded. */
const MOST_OPEN = 2;

/** Paints a film frame by frame and writes it [FILM5].
 *  @throws StudioError 'generator-not-kept', 'film-format-missing', or what the engine failed with. */
export async function makeFilm(order: MakeFilm, ports: FilmingPorts): Promise<Blob | null> {
  const { look, plan, title, comment, to, signature } = order;
  const storage = await ports.openStorage();
  const engine = await ports.openEngine(order.engine);
  const generators = new Generators(order, storage, engine);
  try {
    const { shape } = await generators.open(0);
    const frames = new FilmFrames(plan, generators.paint);
    const samples = (): Promise<Rgba[]> => frames.samples(SAMPLES);
    const writer = await ports.openWriter({ look, shape, title, comment, to, signature }, samples);
    let done = 0;
    ports.progress(done, plan.frames);
    for await (const cells of frames.of(Array.from({ length: plan.frames }, (_, i) => i))) {
      await writer.add(cells);
      ports.progress(++done, plan.frames);
    }
    return await writer.finish();
  } finally {
    generators.close();
  }
}

/** Painters of a film's generators, those used last. */
class Generators {
  private readonly painters = new Map<number, Painter>();
  private readonly guard: LossGuard;

  constructor(
    private readonly order: MakeFilm,
    private readonly storage: StudioStorage,
    private readonly engine: Engine,
  ) {
    this.guard = new LossGuard(engine.lost);
  }

  readonly paint: Paint = async (generator, latents) => {
    try {
      const painter = await this.open(generator);
      const painting = await this.guard.wait(painter.paint(latents));
      if (painting.kind === 'cancelled') throw new StudioError('cancelled');
      return toRgbaPictures(painting.pixels, painter.shape).map(({ rgba }) => rgba);
    } catch (error) {
      throw engineFailure(error);
    }
  };

  async open(generator: number): Promise<Painter> {
    const known = this.painters.get(generator);
    this.painters.delete(generator);
    for (const [oldest, one] of this.painters) {
      if (this.painters.size < MOST_OPEN) break;
      one.close();
      this.painters.delete(oldest);
    }
    const painter = known ?? (await this.openPainter(this.order.epochs[generator]!));
    this.painters.set(generator, painter);
    return painter;
  }

  private async openPainter(epoch: number): Promise<Painter> {
    const { runId, weights } = this.order;
    const record = await this.storage.generator(runId, epoch);
    if (!record) throw new StudioError('generator-not-kept', { run: null, epoch });
    const opening = this.engine.openPainter(record.spec, weightsOf(record, weights));
    return this.guard.wait(opening).catch((error: unknown) => {
      throw engineFailure(error);
    });
  }

  close(): void {
    for (const painter of this.painters.values()) painter.close();
  }
}
