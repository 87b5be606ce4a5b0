import type { SkipReason } from '../contract/skip-reasons';
import { createIntake, type IntakeParts } from '../intake/page/intake';
import type { WriterWorker } from '../intake/page/set-writer';
import type { FromWriter, ToWriter } from '../intake/shared/messages';
import type { IntakeStore } from '../intake/worker/intake-store';
import { WriterSession } from '../intake/worker/writer-session';
import {
  DEFAULT_INTAKE,
  type IntakeListener,
  type IntakeOptions,
  type IntakeProgress,
  type PreparedPicture,
  type SourceFile,
} from '../contract/intake';
import type { DatasetRecord } from '../contract/records';
import type { OwnFile } from '../contract/transfers';
import { MemoryStore } from './memory-store';

/** The session of the worker that writes a set, in this thread, over any storage. */
export class LocalWriter implements WriterWorker {
  onmessage: ((event: MessageEvent<FromWriter>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  terminated = false;
  private readonly session: WriterSession;

  constructor(storage: IntakeStore) {
    this.session = new WriterSession(storage, (data, transfer) => {
      const event = new MessageEvent('message', { data: structuredClone(data, { transfer }) });
      setTimeout(() => !this.terminated && this.onmessage?.(event), 0);
    });
  }

  postMessage(message: ToWriter, transfer: Transferable[] = []): void {
    const copy = structuredClone(message, { transfer });
    setTimeout(() => !this.terminated && this.session.receive(copy), 0);
  }

  terminate(): void {
    this.terminated = true;
  }
}

export class Recorder implements IntakeListener {
  readonly steps: IntakeProgress[] = [];
  readonly owned: OwnFile[] = [];
  readonly shown: PreparedPicture[] = [];
  onProgress: (progress: IntakeProgress) => void = () => undefined;

  progress(progress: IntakeProgress): void {
    this.steps.push(progress);
    this.onProgress(progress);
  }

  pictures(pictures: readonly PreparedPicture[]): void {
    this.shown.push(...pictures);
  }

  own(file: OwnFile): void {
    this.owned.push(file);
  }
}

export const sourceFile = (path: string, ...parts: BlobPart[]): SourceFile => ({
  path,
  file: new File(parts, path.slice(path.lastIndexOf('/') + 1)),
});

/** One intake of some files with options over the defaults. */
export async function takeIn(
  files: readonly SourceFile[],
  options: Partial<IntakeOptions> = {},
  parts: Partial<IntakeParts> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<{ record: DatasetRecord; store: MemoryStore; listener: Recorder }> {
  const store = new MemoryStore();
  const listener = new Recorder();
  const intake = createIntake(store, { newWriter: () => new LocalWriter(store), ...parts });
  const all = { ...DEFAULT_INTAKE, ...options };
  const record = await intake.prepare(files, all, listener, signal);
  return { record, store, listener };
}

/** What became of each file: 'ready', or its reason. */
export function ends(record: DatasetRecord, store: MemoryStore): Map<string, string | SkipReason> {
  return new Map<string, string | SkipReason>([
    ...store.paths(record).map((path) => [path, 'ready'] as const),
    ...record.skipped.map(({ path, reason }) => [path, reason] as const),
  ]);
}
