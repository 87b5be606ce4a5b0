import type { DecodeWorker } from '../intake/page/decode-pool';
import {
  BUNDLES_AHEAD,
  type DecodeJob,
  type DecodeSource,
  type FromDecoder,
  type ToDecoder,
} from '../contract/decode';
import { words } from '../contract/random';
import type { DecodedBundle, DecodeOutcome } from '../contract/decode';
import { orderPaths } from '../data/files/natural-order';

/** What a fake worker makes of a source: any number of outcomes; 'die' ends the worker, 'hang' says
 *  how long it may take, and never ends. */
export type Behaviour = (source: DecodeSource) => readonly DecodeOutcome[] | 'die' | 'hang';

/** @param content two sources of the same are duplicates. */
export const readyOutcome = (path: string, content = path): DecodeOutcome => ({
  kind: 'ready',
  path,
  hash: hashOf(content),
});

/** Something like a hash, in hex: four words that the text decides. */
function hashOf(content: string): string {
  const seed = [...content].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) | 0, 7);
  return words(seed, content.length, 0, 0)
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('')
    .repeat(2);
}

/** How long a fake worker takes over a source, in milliseconds; decided by the path alone. */
export type Delay = (path: string) => number;

/** A decode worker without decoding: one bundle per source, honouring `more`. */
export class FakeDecoder implements DecodeWorker {
  onmessage: ((event: MessageEvent<FromDecoder>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  terminated = false;
  private readonly credits = new Map<number, number>();
  private pictureBytes = 0;

  constructor(
    private readonly behaviour: Behaviour,
    private readonly delay: Delay = () => 0,
  ) {}

  terminate(): void {
    this.terminated = true;
  }

  postMessage(message: ToDecoder): void {
    if (this.terminated) return;
    if (message.type === 'configure') {
      this.pictureBytes = message.options.imageSize ** 2 * message.options.channels;
      setTimeout(() => this.notify({ type: 'awake' }), 0);
    }
    if (message.type === 'job') void this.run(message.id, message.job);
    if (message.type === 'more') {
      this.credits.set(message.id, (this.credits.get(message.id) ?? 0) + 1);
    }
  }

  private notify(message: FromDecoder): void {
    if (!this.terminated) this.onmessage?.(new MessageEvent('message', { data: message }));
  }

  private async run(id: number, job: DecodeJob): Promise<void> {
    this.credits.set(id, BUNDLES_AHEAD);
    if (job.type === 'order') {
      await pause(0);
      this.notify({ type: 'ordered', id, order: orderPaths(job.paths) });
      return;
    }
    if (job.type === 'paint') throw new Error('A fake decoder does not paint.');
    for (const source of job.sources) {
      await pause(this.delay(source.path));
      const outcomes = this.behaviour(source);
      if (outcomes === 'hang') {
        this.notify({ type: 'watch', request: 1, path: source.path, ms: 20 });
        return;
      }
      if (outcomes === 'die') {
        // An ErrorEvent exists in browsers alone; the pool does not look into it.
        if (!this.terminated) this.onerror?.(new Event('error') as ErrorEvent);
        return;
      }
      while ((this.credits.get(id) ?? 0) === 0) {
        await pause(1);
        if (this.terminated) return;
      }
      this.credits.set(id, this.credits.get(id)! - 1);
      this.notify({ type: 'bundle', id, bundle: bundleOf(outcomes, this.pictureBytes) });
    }
    this.notify({ type: 'done', id });
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function bundleOf(outcomes: readonly DecodeOutcome[], pictureBytes: number): DecodedBundle {
  const ready = outcomes.filter((outcome) => outcome.kind === 'ready');
  const pixels = new Uint8Array(ready.length * pictureBytes);
  ready.forEach(({ hash }, i) => {
    pixels.fill(Number.parseInt(hash.slice(0, 2), 16), i * pictureBytes, (i + 1) * pictureBytes);
  });
  return { outcomes, pixels };
}
