import type { DecodedBundle } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import { DEFAULT_INTAKE, type IntakeOptions } from '../../contract/intake';
import { bundle, inOrder } from '../../data/decode/bundles';
import { Sources } from '../../data/decode/sources';
import { paintSteps } from '../../data/paint/steps';
import {
  BUNDLES_AHEAD,
  type DecodeJob,
  type FromDecoder,
  type ToDecoder,
} from '../shared/messages';

/** Sources of one job that are decoded beside the one at hand. */
const AHEAD = 1;

type Post = (message: FromDecoder, transfer: Transferable[]) => void;

/** The worker's side of the pool: runs jobs, several at once where some wait for the page. */
export class DecodeSession {
  private options: IntakeOptions = DEFAULT_INTAKE;
  private requests = 0;
  private readonly permits = new Map<number, () => void>();
  private readonly drawings = new Map<number, (bitmap: ImageBitmap | null) => void>();
  private readonly credits = new Map<number, Credit>();

  constructor(private readonly post: Post) {}

  receive(message: ToDecoder): void {
    switch (message.type) {
      case 'configure':
        this.options = message.options;
        this.post({ type: 'awake' }, []);
        return;
      case 'job':
        void this.run(message.id, message.job);
        return;
      case 'more':
        this.credits.get(message.id)?.add();
        return;
      case 'permit':
        this.permits.get(message.request)?.();
        this.permits.delete(message.request);
        return;
      case 'drawn':
        this.drawings.get(message.request)?.(message.bitmap);
        this.drawings.delete(message.request);
        return;
    }
  }

  private async run(id: number, job: DecodeJob): Promise<void> {
    const credit = new Credit(BUNDLES_AHEAD);
    this.credits.set(id, credit);
    try {
      for await (const one of this.bundles(id, job)) {
        await credit.take();
        this.post({ type: 'bundle', id, bundle: one }, [one.pixels.buffer, one.hashes.buffer]);
      }
      this.post({ type: 'done', id }, []);
    } catch (error) {
      this.post({ type: 'failed', id, error: StudioError.from(error).toData() }, []);
    } finally {
      this.credits.delete(id);
    }
  }

  private async *bundles(id: number, job: DecodeJob): AsyncGenerator<DecodedBundle, void> {
    if (job.type === 'paint') {
      yield* bundle(paintSteps(job.from, job.to, this.options));
      return;
    }
    const sources = new Sources(this.options, {
      permit: () => this.permit(),
      draw: (svg, width, height) => this.draw(svg, width, height),
      watch: (path, ms) => this.watch(path, ms),
      found: (more) => this.post({ type: 'found', id, more }, []),
    });
    yield* bundle(
      inOrder(job.sources, AHEAD, (source) =>
        job.type === 'findOwn' ? sources.findOwn(source) : sources.prepare(source),
      ),
    );
    await sources.close();
  }

  private permit(): Promise<() => void> {
    const request = ++this.requests;
    return new Promise((resolve) => {
      const release = () => this.post({ type: 'returnPermit' }, []);
      this.permits.set(request, () => resolve(release));
      this.post({ type: 'wantPermit', request }, []);
    });
  }

  private watch(path: string, ms: number): () => void {
    const request = ++this.requests;
    let watched = true;
    this.post({ type: 'watch', request, path, ms }, []);
    return () => {
      if (watched) this.post({ type: 'unwatch', request }, []);
      watched = false;
    };
  }

  private draw(svg: Blob, width: number, height: number): Promise<ImageBitmap | null> {
    const request = ++this.requests;
    return new Promise((resolve) => {
      this.drawings.set(request, resolve);
      this.post({ type: 'draw', request, svg, width, height }, []);
    });
  }
}

/** Lets a job run only so many bundles ahead of the page, so that memory stays bounded. */
class Credit {
  private waiting: (() => void) | null = null;

  constructor(private left: number) {}

  add(): void {
    this.left += 1;
    this.waiting?.();
  }

  async take(): Promise<void> {
    while (this.left === 0) {
      await new Promise<void>((resolve) => (this.waiting = resolve));
      this.waiting = null;
    }
    this.left -= 1;
  }
}
