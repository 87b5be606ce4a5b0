import type { DecodedBundle, DecodeOutcome } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import { partMissing } from '../../contract/fetch-part';
import type { IntakeOptions } from '../../contract/intake';
import type { SkippedFile } from '../../contract/pictures';
import type { DatasetRecord } from '../../contract/records';
import type { Added, FromWriter, ToWriter } from '../shared/messages';

/** The part of `Worker` used here; tests hand in fakes. */
export interface WriterWorker {
  postMessage(message: ToWriter, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWriter>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Bundles handed over and not taken yet; more would only fill memory. */
const AHEAD = 2;

interface Waiting {
  readonly answer: Promise<Added | DatasetRecord>;
  readonly resolve: (answer: Added | DatasetRecord) => void;
  readonly reject: (error: StudioError) => void;
}

/**
 * The page's side of the worker that writes a set. Pixels go there as they came, by transfer: the page
 * copies none. Every method throws what the worker failed with.
 */
export class SetWriter {
  /** What is to be answered, in order. */
  private waiting: Waiting[] = [];
  private ready = 0;
  private awake = false;
  private error: StudioError | null = null;
  private dead = false;
  private atRest: () => void = () => undefined;

  /** @param added called with every news of what the set holds. */
  constructor(
    private readonly worker: WriterWorker,
    id: string,
    private readonly options: IntakeOptions,
    private readonly added: (added: Added) => void,
  ) {
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = () => this.died();
    worker.postMessage({ type: 'open', id, options });
  }

  /** Whether the person's limit is reached. */
  get full(): boolean {
    return this.options.limit !== null && this.ready >= this.options.limit;
  }

  /**
   * Hands over what was decoded, in the order of the set, and waits while the writer is behind.
   * @returns how many outcomes were taken: those that come when the limit is reached are not.
   */
  async add({ outcomes, pixels, hashes }: DecodedBundle): Promise<number> {
    const ofSet = outcomes.filter(isOfSet);
    if (ofSet.length === 0) return outcomes.length;
    const answer = this.ask({ type: 'add', bundle: { outcomes: ofSet, pixels, hashes } }, [
      pixels.buffer,
      hashes.buffer,
    ]);
    await this.room();
    if (this.options.limit === null) return outcomes.length;
    const { taken } = (await answer) as Added;
    if (!this.full) return outcomes.length;
    return outcomes.lastIndexOf(ofSet[taken - 1]!) + 1;
  }

  async skip(files: readonly SkippedFile[]): Promise<void> {
    if (files.length === 0) return;
    void this.ask({ type: 'skip', files });
    await this.room();
  }

  /** Stores the set's record. @throws `set-empty`. */
  async finish(name: string, createdAt: number, painted: boolean): Promise<DatasetRecord> {
    return (await this.ask({ type: 'finish', name, createdAt, painted })) as DatasetRecord;
  }

  /** What waits and what comes fails with this. */
  giveUp(error: StudioError): void {
    this.error ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.error);
  }

  /** Ends the worker once storage is at rest: nothing is written from then on. */
  async close(): Promise<void> {
    if (!this.dead) {
      const rest = new Promise<void>((resolve) => (this.atRest = resolve));
      this.worker.postMessage({ type: 'settle' });
      await rest;
    }
    this.worker.terminate();
  }

  private ask(message: ToWriter, transfer: Transferable[] = []): Promise<Added | DatasetRecord> {
    let [resolve, reject]: [Waiting['resolve'], Waiting['reject']] = [() => {}, () => {}];
    const answer = new Promise<Added | DatasetRecord>((yes, no) => ([resolve, reject] = [yes, no]));
    // Whoever does not await it hears of a failure at the next call.
    answer.catch(() => undefined);
    if (this.error) reject(this.error);
    else {
      this.waiting.push({ answer, resolve, reject });
      this.worker.postMessage(message, transfer);
    }
    return answer;
  }

  private async room(): Promise<void> {
    while (this.waiting.length >= AHEAD) await this.waiting[0]!.answer;
    if (this.error) throw this.error;
  }

  private receive(message: FromWriter): void {
    this.awake = true;
    switch (message.type) {
      case 'awake':
        return;
      case 'added':
        this.ready = message.ready;
        this.added(message);
        this.waiting.shift()?.resolve(message);
        return;
      case 'finished':
        this.waiting.shift()?.resolve(message.record);
        return;
      case 'failed':
        return this.giveUp(StudioError.from(message.error));
      case 'settled':
        return this.atRest();
    }
  }

  private died(): void {
    this.dead = true;
    this.giveUp(this.awake ? new StudioError('set-worker-stopped') : partMissing('set-worker'));
    this.atRest();
  }
}

/** The studio's own files and archives are the page's business. */
const isOfSet = ({ kind }: DecodeOutcome): boolean => kind === 'ready' || kind === 'skipped';
