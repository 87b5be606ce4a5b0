// npm run bench:checkpoint: how long a checkpoint holds training up, on each engine. Windows of steps
// without and with one take turns. bench/README.md says what the columns mean. Ends with one line of
// JSON.
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumLaunch } from '../scripts/chromium.mjs';

const { values: flags } = parseArgs({
  options: {
    preset: { type: 'string', default: 'atelier' },
    size: { type: 'string', default: '32' },
    batch: { type: 'string', default: '4' },
    width: { type: 'string', default: '16' },
    engines: { type: 'string', default: 'wasm,cpu,webgl,webgpu' },
    steps: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '2' },
  },
});

const server = await createServer({
  logLevel: 'error',
  cacheDir: '.cache/bench',
  // A file that is changed meanwhile must not reload the page amid a measurement.
  server: { port: 0, open: false, hmr: false, watch: null },
  // Named here, so that none is found late: that would reload the page amid a measurement.
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      ...['cpu', 'wasm', 'webgl', 'webgpu'].map((name) => `@tensorflow/tfjs-backend-${name}`),
      '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
      'idb',
    ],
  },
});
await server.listen();
const browser = await chromium.launch(chromiumLaunch({ timed: true }));
const page = await browser.newPage();
page.setDefaultTimeout(300_000);
page.on('pageerror', (error) => console.error(error.message));

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rounded = (number) => Math.round(number * 100) / 100;

const rows = [];
for (const engine of flags.engines.split(',')) {
  const setup = {
    preset: flags.preset,
    imageSize: Number(flags.size),
    batchSize: Number(flags.batch),
    width: Number(flags.width),
    steps: Number(flags.steps),
    rounds: Number(flags.rounds),
  };
  await page.goto(`${server.resolvedUrls.local[0]}bench/checkpoint.html`);
  await page.waitForFunction(() => window.measureCheckpoint !== undefined);
  const found = await page.evaluate((one) => window.measureCheckpoint(one), { ...setup, engine });

  const without = found.windows.filter((_, i) => i % 2 === 0);
  const having = found.windows.filter((_, i) => i % 2 === 1);
  const all = without.flat();
  const leastStepMs = Math.min(...all);
  // Each pair by itself, so that a slow minute of the machine falls on both.
  const costMs = median(having.map((window, i) => sum(window) - sum(without[i])));
  const aloneMs = Math.min(...found.alone.map(({ ms }) => ms));
  const holdMs = Math.min(...found.alone.map(({ holdMs }) => holdMs));
  const row = {
    ...setup,
    engine,
    adapter: found.adapter,
    checkpointBytes: found.bytes,
    stepMs: rounded(median(all)),
    leastStepMs: rounded(leastStepMs),
    costMs: rounded(costMs),
    costInSteps: rounded(costMs / median(all)),
    aloneMs: rounded(aloneMs),
    aloneInSteps: rounded(aloneMs / leastStepMs),
    longestHoldMs: rounded(holdMs),
    longestHoldInSteps: rounded(holdMs / leastStepMs),
  };
  console.log(JSON.stringify(row));
  rows.push(row);
}
await browser.close();
await server.close();
console.table(rows);
console.log(JSON.stringify({ rows }));
process.exit(0);
