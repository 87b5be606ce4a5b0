// npm run bench:page: what the page costs: script of the first load, time until it answers,
// main-thread long tasks while training, and how fast pictures are packed meanwhile. Ends with one
// line of JSON.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { buildIfStale } from '../scripts/build-if-stale.mjs';
import { firstLoadBytes } from '../scripts/check-size.mjs';
import { chromiumLaunch } from '../scripts/chromium.mjs';

const ENGINES = (process.argv[2] ?? 'wasm,webgpu').split(',');
const TRAIN_MS = Number(process.argv[3] ?? 20_000);
const DOWNLOADS = [16, 256];
const SETTINGS =
  'imageSize=32&width=8&latentSize=16&batchSize=8&epochs=1000&sampleCount=16&saveEvery=1';

await buildIfStale();
const server = await preview({ logLevel: 'error', preview: { port: 0, open: false } });
const url = server.resolvedUrls.local[0];
const browser = await chromium.launch(chromiumLaunch({ timed: true }));

/** Pictures a second from the press on "Download all as ZIP" to the file, while the run trains on
 *  and as many busy threads as the machine has compete with it. */
async function downloads(page) {
  const busy = Array.from(
    { length: availableParallelism() },
    () => new Worker('for (;;) Math.random();', { eval: true }),
  );
  // There once a first generator is kept: after an epoch, which takes long on a software adapter.
  await page.getByRole('button', { name: 'New pictures', exact: true }).click({ timeout: 600_000 });
  const panel = page.getByRole('dialog', { name: 'New pictures' });
  const rates = {};
  for (const count of DOWNLOADS) {
    await panel.getByLabel('Number of pictures').fill(String(count));
    await panel.getByRole('button', { name: 'Make pictures' }).click();
    await panel.getByText(`${count} pictures from epoch`).waitFor({ timeout: 300_000 });
    const coming = page.waitForEvent('download', { timeout: 300_000 });
    const begun = performance.now();
    await panel.getByRole('button', { name: 'Download all as ZIP' }).click();
    await coming;
    const seconds = (performance.now() - begun) / 1000;
    rates[`packed${count}PerSecond`] = Math.round((10 * count) / seconds) / 10;
  }
  await Promise.all(busy.map((worker) => worker.terminate()));
  return rates;
}

/** One visit: load, painted pictures, a while of training on one engine. */
async function visit(engine) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  let scriptBytes = 0;
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    scriptBytes += (await response.body().catch(() => Buffer.alloc(0))).length;
  });
  await page.goto(`${url}#${SETTINGS}&engine=${engine}`);
  await page.getByRole('button', { name: 'Try with sample pictures' }).waitFor();
  const interactiveMs = await page.evaluate(() => performance.now());
  const loadedScriptBytes = scriptBytes;
  await page.getByRole('button', { name: 'Try with sample pictures' }).click();
  await page
    .getByRole('status')
    .getByText(/pictures ready/)
    .waitFor();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('img', { name: /^Samples at epoch/ }).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(3000);
  await page.evaluate(() => window.longTasks.splice(0));
  await page.waitForTimeout(TRAIN_MS);
  const tasks = await page.evaluate(() => window.longTasks);
  const packed = await downloads(page);
  await page.close();
  return {
    engine,
    firstLoadScriptGzipBytes: firstLoadBytes(),
    loadedScriptBytes,
    interactiveMs: Math.round(interactiveMs),
    trainingMs: TRAIN_MS,
    longTasks: tasks.length,
    longestTaskMs: Math.round(Math.max(0, ...tasks)),
    ...packed,
  };
}

const rows = [];
for (const engine of ENGINES) rows.push(await visit(engine));
await browser.close();
await server.close();
for (const row of rows) console.table(row);
console.log(JSON.stringify({ rows }));
process.exit(0);
