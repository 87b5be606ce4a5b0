import type { Artwork, ArtworkEngine, Frame, FromPainter, ToPainter } from './artwork';

/** Asks the worker for pictures, one at a time. */
export class PainterClient {
  private readonly worker: Worker;
  private waiting: {
    readonly resolve: (answer: FromPainter) => void;
    readonly reject: (error: Error) => void;
  } | null = null;

  /** @param script whole text of what the worker runs. */
  constructor(script: string) {
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    this.worker = new Worker(url);
    this.worker.addEventListener('message', ({ data }: MessageEvent<FromPainter>) => {
      if (data.type === 'failed') this.waiting?.reject(new Error(data.message));
      else this.waiting?.resolve(data);
    });
    this.worker.addEventListener('error', ({ message }) => {
      this.waiting?.reject(new Error(message));
    });
  }

  /** @param weights is given away. */
  async open(
    artwork: Artwork,
    weights: Float32Array<ArrayBuffer>,
    engine: ArtworkEngine | null,
  ): Promise<ArtworkEngine> {
    const answer = await this.ask({ type: 'open', artwork, weights, engine }, [weights.buffer]);
    if (answer.type !== 'opened') throw new Error(`The worker answered "${answer.type}".`);
    return answer.engine;
  }

  async paint(latent: Float32Array<ArrayBuffer>, key: string): Promise<Frame> {
    const answer = await this.ask({ type: 'paint', latent, key }, [latent.buffer]);
    if (answer.type !== 'painted') throw new Error(`The worker answered "${answer.type}".`);
    return answer.frame;
  }

  private ask(message: ToPainter, transfer: Transferable[]): Promise<FromPainter> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage(message, transfer);
    });
  }
}
