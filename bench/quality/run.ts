// One process of the bench: prepares a folder of pictures, or trains one job after another.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Job, JobFiles, Measuring } from './job';
import { prepareFolder } from './pictures';

type Order =
  | {
      readonly kind: 'prepare';
      readonly folder: string;
      readonly size: number;
      readonly file: string;
    }
  | {
      readonly kind: 'train';
      readonly jobs: readonly Job[];
      readonly files: JobFiles;
      readonly measuring: Measuring;
    };

const HERE = dirname(fileURLToPath(import.meta.url));
const order = JSON.parse(process.argv[2]!) as Order;
if (order.kind === 'prepare') {
  console.log(await prepareFolder(order.folder, order.size, order.file));
} else {
  const { trainAndMeasure } = await import('./train');
  for (const job of order.jobs) {
    const engine = await (job.engine === 'wasm' ? openWasm() : openCompiled());
    await trainAndMeasure(job, order.files, order.measuring, engine);
  }
}
process.exit(0);

async function openWasm() {
  const { openWasmInNode } = await import('./wasm-node');
  return openWasmInNode(HERE);
}

async function openCompiled() {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu: create([]), userAgent: 'node', hardwareConcurrency: 1 },
    configurable: true,
  });
  const { openEngine } = await import('../../src/engine/opening/open');
  return { ...(await openEngine('compiled')), meanLogit: null };
}
