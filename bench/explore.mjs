// npm run bench:explore: how fast the room Explore is in the built studio, by engine, size of the pictures,
// alone and beside a run on the same engine. A line of JSON for each; bench/README.md says what is in it.
import { parseArgs } from 'node:util';
import { encode } from 'fast-png';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { buildIfStale } from '../scripts/build-if-stale.mjs';
import { chromiumLaunch } from '../scripts/chromium.mjs';
import { measureIn, tellFrames } from './explore-page.mjs';

const { values: flags } = parseArgs({
  options: {
    engines: { type: 'string', default: 'compiled,webgpu,webgl,wasm' },
    sizes: { type: 'string', default: '64,256' },
    width: { type: 'string', default: '32' },
    batch: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '10' },
    beside: { type: 'string', default: 'alone,training' },
    'no-film': { type: 'boolean', default: false },
  },
});
const list = (text) => text.split(',');
/** A step takes seconds on an emulated card; kernels that are compiled there, minutes. */
const PATIENCE = 900_000;

await buildIfStale();
const server = await preview({ logLevel: 'error', preview: { port: 0, open: false } });
const url = server.resolvedUrls.local[0];

/** Pictures of noise: what a run learns is no concern here. Two steps are an epoch. */
const pictures = (size) =>
  Array.from({ length: 2 * Number(flags.batch) }, (_, i) => ({
    name: `noise ${i}.png`,
    mimeType: 'image/png',
    buffer: Buffer.from(
      encode({
        width: size,
        height: size,
        channels: 3,
        data: Uint8Array.from({ length: size * size * 3 }, () => 256 * Math.random()),
      }),
    ),
  }));

const settings = (engine, size, epochs) =>
  new URLSearchParams({
    engine,
    imageSize: size,
    epochs,
    width: flags.width,
    batchSize: flags.batch,
    sampleCount: 4,
    sampleEvery: 100_000,
    saveEvery: 100_000,
  });

async function train(page, hash) {
  await page.goto(`${url}#${hash}`);
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const begin = page.getByRole('button', { name: 'Train', exact: true });
  const another = page.getByRole('button', { name: 'New run', exact: true });
  await begin.or(another).first().waitFor();
  if (await another.isVisible()) await another.click();
  await begin.click();
}

/** The step that the run on the page shows. */
const step = async (page) =>
  Number(
    /\bstep\s+([\d,]+)/i.exec(await page.locator('main').innerText())?.[1]?.replace(/,/g, '') ?? 0,
  );

/** One browser for each, so that nothing of one is left for the other. */
async function visit(engine, size, beside) {
  const browser = await chromium.launch(chromiumLaunch({ timed: true }));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE);
  await page.addInitScript(tellFrames);
  await page.goto(`${url}#${settings(engine, size, 1)}`);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await choosing).setFiles(pictures(Number(size)));
  await page
    .getByRole('status')
    .getByText(/pictures ready/)
    .waitFor();
  await train(page, settings(engine, size, 1));
  await page.locator('main').getByText('Finished', { exact: true }).waitFor();
  let trained = null;
  if (beside === 'training') {
    await train(page, settings(engine, size, 100_000));
    while ((await step(page)) < 2) await page.waitForTimeout(200);
    trained = { step: await step(page), at: performance.now() };
  }
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  const seconds = Number(flags.seconds);
  const row = await measureIn(page, { seconds, film: !flags['no-film'] });
  if (trained) {
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    const steps = (await step(page)) - trained.step;
    row.stepsPerSecond = Math.round((100_000 * steps) / (performance.now() - trained.at)) / 100;
  }
  const card = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter();
    return adapter ? [adapter.info.vendor, adapter.info.architecture].join(' ') : null;
  });
  await browser.close();
  return { engine, card, imageSize: Number(size), width: Number(flags.width), beside, ...row };
}

for (const engine of list(flags.engines)) {
  for (const size of list(flags.sizes)) {
    for (const beside of list(flags.beside)) {
      const row = await visit(engine, size, beside).catch((error) => ({
        ...{ engine, imageSize: Number(size), beside },
        failed: String(error).split('\n')[0],
      }));
      console.log(JSON.stringify(row));
    }
  }
}
await server.close();
process.exit(0);
