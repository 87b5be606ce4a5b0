// npm run bench:step: what one training step costs, for each preset, size, batch and engine.
// bench/README.md says what the columns mean. Ends with one line of JSON.
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumLaunch } from '../scripts/chromium.mjs';
import { measureTorch, torchMissing } from './torch-rival.mjs';

const { values: flags } = parseArgs({
  options: {
    presets: { type: 'string', default: 'atelier,artgan' },
    sizes: { type: 'string', default: '' },
    batches: { type: 'string', default: '4' },
    engines: { type: 'string', default: 'compiled,webgpu,webgl,wasm,cpu' },
    width: { type: 'string', default: '8' },
    recipes: { type: 'string', default: 'plain' },
    steps: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '2' },
    threads: { type: 'string', default: '' },
    torch: { type: 'boolean', default: false },
    rates: { type: 'boolean', default: false },
  },
});

const list = (text) => text.split(',').filter((part) => part !== '');
/** Null for all that there are. */
const threads = flags.threads === '' ? null : Number(flags.threads);
const smallest = { atelier: 32, artgan: 64, keragan: 64, tensorflow: 28 };
/** The same for all presets, so that nets are small; 'own' takes each preset's. */
const width = flags.width === 'own' ? null : Number(flags.width);

const setups = list(flags.presets).flatMap((preset) =>
  (list(flags.sizes).length > 0 ? list(flags.sizes).map(Number) : [smallest[preset]]).flatMap(
    (imageSize) =>
      list(flags.batches).flatMap((batchSize) =>
        list(flags.recipes).map((recipe) => ({
          preset,
          imageSize,
          batchSize: Number(batchSize),
          width,
          recipe,
          steps: Number(flags.steps),
          rates: flags.rates,
        })),
      ),
  ),
);

const server = await createServer({
  logLevel: 'error',
  cacheDir: '.cache/bench',
  // An edit amid a measurement would reload the page.
  server: { port: 0, open: false, watch: null, hmr: false },
  // Named here, so that none is found late: that would reload the page amid a measurement.
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      ...['cpu', 'wasm', 'webgl', 'webgpu'].map((name) => `@tensorflow/tfjs-backend-${name}`),
      '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
    ],
  },
});
await server.listen();
const browser = await chromium.launch(chromiumLaunch({ timed: true }));
const page = await browser.newPage();
page.on('pageerror', (error) => console.error(error.message));

if (threads !== null) {
  // The studio leaves one processor of three and more to the page.
  const cores = threads <= 2 ? threads : threads + 1;
  await page.addInitScript((value) => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => value });
  }, cores);
}
const noTorch = flags.torch ? torchMissing() : null;
if (noTorch !== null) console.log(`PyTorch is left out: ${noTorch}`);
const engines = [...list(flags.engines), ...(flags.torch && noTorch === null ? ['torch'] : [])];

/** A page of its own for each measurement, so that no engine inherits another's memory. */
async function measure(wanted) {
  if (wanted.engine === 'torch') return measureTorch(wanted, threads);
  await page.goto(`${server.resolvedUrls.local[0]}bench/step.html`);
  await page.waitForFunction(() => window.measure !== undefined);
  return page.evaluate((one) => window.measure(one), wanted);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ratio = (a, b) => Math.round((100 * Math.min(...a)) / Math.min(...b)) / 100;
const rounded = (number) => Math.round(number * 10) / 10;

const rows = [];
for (const setup of setups) {
  const found = new Map();
  // In turn, so that a busy minute of the machine falls on all engines alike.
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const engine of engines) {
      // Kernels one by one are timed once: they take as long as some steps.
      const one = await measure({ ...setup, engine, rates: setup.rates && round === 0 });
      const before = found.get(engine) ?? { stepMs: [], jsMs: [] };
      found.set(engine, {
        ...one,
        rates: one.rates ?? before.rates ?? null,
        stepMs: [...before.stepMs, ...one.stepMs],
        jsMs: [...before.jsMs, ...one.jsMs],
      });
    }
  }
  const rival = found.get('torch');
  const eager = found.get('webgpu');
  for (const [engine, one] of found) {
    const { preset, imageSize, batchSize } = setup;
    const row = {
      preset,
      imageSize,
      batchSize,
      width: setup.width,
      recipe: setup.recipe,
      engine,
      adapter: one.adapter,
      stepMs: rounded(median(one.stepMs)),
      leastStepMs: rounded(Math.min(...one.stepMs)),
      jsMs: rounded(median(one.jsMs)),
      ratioToTorch: rival ? ratio(one.stepMs, rival.stepMs) : undefined,
      timesTfjs: eager && engine === 'compiled' ? ratio(eager.stepMs, one.stepMs) : undefined,
      imagesPerSecond: rounded((1000 * batchSize) / median(one.stepMs)),
      dispatches: one.dispatches,
      submits: one.submits,
      allocatedBytes: one.allocatedBytes,
      uploadedBytes: one.uploadedBytes,
      bytes: one.bytes,
      estimateBytes: one.estimateBytes,
      tensors: one.tensors,
      productGflops: one.rates ? rounded(one.rates.productGflops) : undefined,
      convolutionGflops: one.rates ? rounded(one.rates.convolutionGflops) : undefined,
      share: one.rates ? Math.round(100 * one.rates.share) / 100 : undefined,
    };
    console.log(JSON.stringify(row));
    if (one.rates) {
      console.table(one.rates.byKernel);
      console.table(one.rates.kernels, ['label', 'way', 'ms', 'gflops']);
    }
    rows.push(row);
  }
}
await browser.close();
await server.close();
console.table(rows);
console.log(JSON.stringify({ rows }));
process.exit(0);
