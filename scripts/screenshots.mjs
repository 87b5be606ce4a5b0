// npm run screenshots: the README's pictures, taken of the built studio while it trains on its own
// sample pictures. `-- --epochs 200 --size 64` for longer or larger runs.
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { buildIfStale } from './build-if-stale.mjs';
import { chromiumLaunch } from './chromium.mjs';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '60' },
    size: { type: 'string', default: '32' },
    width: { type: 'string', default: '24' },
    out: { type: 'string', default: 'docs/images' },
  },
});
const settings = new URLSearchParams({
  imageSize: values.size,
  width: values.width,
  latentSize: '64',
  batchSize: '32',
  epochs: values.epochs,
  sampleCount: '64',
  engine: 'automatic',
});
const lastEpoch = Number(values.epochs);

mkdirSync(values.out, { recursive: true });
await buildIfStale();
const server = await preview({ logLevel: 'error', preview: { port: 0, open: false } });
const browser = await chromium.launch(chromiumLaunch());
const page = await browser.newPage({
  viewport: { width: 1360, height: 850 },
  colorScheme: 'light',
});
const shoot = (name) => page.screenshot({ path: `${values.out}/${name}.png` });

await page.goto(`${server.resolvedUrls.local[0]}#${settings}`);
await page.getByRole('button', { name: 'Try with sample pictures' }).waitFor();
await shoot('first-screen');
await page.getByRole('button', { name: 'Try with sample pictures' }).click();
await page
  .getByRole('status')
  .getByText(/pictures ready/)
  .waitFor({ timeout: 300_000 });
await page.waitForTimeout(1000);
await shoot('pictures');
await page.getByRole('link', { name: 'Train', exact: true }).click();
await page.getByRole('button', { name: 'Train', exact: true }).click();
await page
  .getByRole('img', { name: `Samples at epoch ${lastEpoch - 1}` })
  .waitFor({ timeout: 3_600_000 });
await shoot('training-light');
await page.emulateMedia({ colorScheme: 'dark' });
await page.waitForTimeout(500);
await shoot('training-dark');
await page
  .getByRole('img', { name: `Samples at epoch ${lastEpoch}` })
  .waitFor({ timeout: 600_000 });
await page.emulateMedia({ colorScheme: 'light' });
await page.getByRole('link', { name: 'Explore', exact: true }).click();
await page.getByRole('button', { name: 'Take seed 7', exact: true }).click();
await page.getByRole('button', { name: 'More like this' }).click();
await page.getByRole('button', { name: 'Favourite', exact: true }).click();
await page.getByRole('button', { name: 'Take suggestion 3', exact: true }).click();
await page.waitForTimeout(5000);
await page.evaluate(() => window.scrollTo(0, 0));
await shoot('explore');
await page.getByRole('link', { name: 'Runs', exact: true }).click();
await page
  .getByRole('button', { name: /^Open (?!a file)/ })
  .first()
  .click();
await page.getByRole('img', { name: `Samples at epoch ${lastEpoch}` }).waitFor();
await page.setViewportSize({ width: 390, height: 844 });
await page.waitForTimeout(500);
await shoot('phone');

await browser.close();
await server.close();
process.exit(0);
