// The same measurement without a browser, on a GPU that Dawn finds: bench/carry.mjs bundles it.
import { parseArgs } from 'node:util';
import { create, globals } from 'webgpu';
import type { PresetId } from '../src/contract/hyperparameters';
import type { BenchRecipe } from './measure-step';

Object.assign(globalThis, globals);
/** Held as long as the process: the device ends with it. */
const gpu = create([]);
Object.defineProperty(globalThis, 'navigator', {
  value: { gpu, userAgent: 'node', hardwareConcurrency: 1 },
  configurable: true,
});

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'artgan' },
    size: { type: 'string', default: '64' },
    batch: { type: 'string', default: '64' },
    steps: { type: 'string', default: '20' },
    engine: { type: 'string', default: 'compiled' },
    recipe: { type: 'string', default: 'plain' },
    rates: { type: 'boolean', default: false },
  },
});
if (values.engine !== 'compiled' && values.engine !== 'webgpu') {
  throw new Error(`The engine is ${values.engine}; compiled or webgpu is expected.`);
}

const { countCalls } = await import('./card-counts');
const { measureStep } = await import('./measure-step');
const { openEngine } = await import('../src/engine/opening/open');
countCalls();
const wanted = {
  preset: values.preset as PresetId,
  imageSize: Number(values.size),
  batchSize: Number(values.batch),
  width: null,
  recipe: values.recipe as BenchRecipe,
  engine: values.engine,
  steps: Number(values.steps),
  rates: values.rates,
} as const;
const measured = await measureStep(wanted, await openEngine(values.engine));
console.log(JSON.stringify({ ...wanted, ...measured }));
process.exit(0);
