/// <reference lib="webworker" />
import type { PackEvent, PackOrder } from '../contract/packing';
import { readCanvas } from '../data/pixels/read-back';
import { PicturePacker } from '../export/packing';

/** Entry point of the worker that packs pictures into one archive while they are painted. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const packer = new PicturePacker((event: PackEvent) => scope.postMessage(event), readCanvas);

scope.addEventListener('message', (event: MessageEvent<PackOrder>) => packer.handle(event.data));
