import type { DecodeWorker } from '../intake/page/decode-pool';
import type { DecodedBundle, DecodeOutcome, DecodeSource } from '../contract/decode';
import { pictureLength, wantedShape } from '../contract/picture-shape';
import { words } from '../contract/random';
import { HASH_BYTES } from '../contract/records';
import {
  BUNDLES_AHEAD,
  type DecodeJob,
  type FromDecoder,
  type ToDecoder,
} from '../intake/shared/messages';

/** An outcome of a fake worker; of pictures, two of the same content are duplicates. */
export type FakeOutcome =
  | Exclude<DecodeOutcome, { kind: 'ready' }>
  | (Extract<DecodeOutcome, { kind: 'ready' }> & { readonly content: string });

/** What a fake worker makes of a source: any number of outcomes; 'die' ends the worker, 'hang' says
 *  how long it may take, and never ends. */
export type Behaviour = (source: DecodeSource) => readonly FakeOutcome[] | 'die' | 'hang';

export const readyOutcome = (path: string, content = path) =>
  ({ kind: 'ready', path, content }) as const;

/** Something like a hash: four words that the text decides, twice. */
export function fakeHash(content: string): Uint8Array {
  const seed = [...content].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) | 0, 7);
  const four = words(seed, content.length, 0, 0);
  return new Uint8Array(Uint32Array.from([...four, ...four]).buffer);
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
      this.pictureBytes = pictureLength(wantedShape(message.options));
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

function bundleOf(all: readonly FakeOutcome[], pictureBytes: number): DecodedBundle {
  const ready = all.filter((outcome) => outcome.kind === 'ready');
  const pixels = new Uint8Array(ready.length * pictureBytes);
  const hashes = new Uint8Array(ready.length * HASH_BYTES);
  ready.forEach(({ content }, i) => {
    const hash = fakeHash(content);
    hashes.set(hash, i * HASH_BYTES);
    pixels.fill(hash[0]!, i * pictureBytes, (i + 1) * pictureBytes);
  });
  const outcomes = all.map((one): DecodeOutcome => {
    if (one.kind !== 'ready') return one;
    const { kind, path, original } = one;
    return { kind, path, ...(original && { original }) };
  });
  return { outcomes, pixels, hashes };
}
