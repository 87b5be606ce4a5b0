/// <reference lib="webworker" />
import { StudioError } from '../contract/errors';
import type { PrintArchive, PrintEvent, PrintsOrder } from '../contract/print';
import { readCanvas } from '../data/pixels/read-back';
import type { Engine } from '../engine/engine';
import { openEngine } from '../engine/opening/open';
import { zip, zipTo, type ZipEntry } from '../export/zip';
import { openStorage } from '../storage/open';
import { makePrint, type PrintingPorts } from './printing';
import { seldom } from './seldom';

/** The worker that makes one print, or a ZIP of several, with an engine of its own where a generator paints. */
export function servePrint(scope: DedicatedWorkerGlobalScope): void {
  const post = (event: PrintEvent): void => scope.postMessage(event);
  const progress = seldom((done, total) => post({ type: 'progress', done, total }));
  let engine: Promise<Engine> | undefined;
  const openOnce: PrintingPorts['openEngine'] = (choice) => (engine ??= openEngine(choice));
  const ports = { openStorage, openEngine: openOnce, readCanvas, progress };
  scope.addEventListener('message', ({ data }: MessageEvent<PrintsOrder>) => {
    make(data, ports).then(
      (blob) => post({ type: 'made', blob }),
      (error: unknown) => post({ type: 'failed', error: StudioError.from(error).toData() }),
    );
  });
}

async function make(order: PrintsOrder, ports: PrintingPorts): Promise<Blob | null> {
  // What is written stands in the file only once the stream is closed.
  const file = await order.to?.createWritable();
  if (order.type === 'archive') {
    const entries = entriesOf(order, ports);
    if (!file) return zip(entries);
    await zipTo(file, entries);
    return null;
  }
  const print = await makePrint(order, ports);
  if (!file) return print;
  await print.stream().pipeTo(file);
  return null;
}

/** One print after another, each let go of once it is in the archive. */
async function* entriesOf(
  { prints }: PrintArchive,
  ports: PrintingPorts,
): AsyncGenerator<ZipEntry> {
  for (const [i, { name, print }] of prints.entries()) {
    ports.progress(i, prints.length);
    yield { name, data: await makePrint(print, { ...ports, progress: () => undefined }) };
  }
}
