// npm run fuzz -- [--count 10000] [--seed 1]: damaged and hostile projects, generator ZIPs, nets of
// Keras and PyTorch, IDX files, picture ZIPs and settings links, each opened as the studio does, in a headless Chromium.
// Ends with one line of JSON; fails where one hung (2 s) or crashed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumLaunch } from '../scripts/chromium.mjs';
import { residentBytes, within } from './browser-memory.mjs';

const { values } = parseArgs({
  options: { count: { type: 'string' }, seed: { type: 'string' }, from: { type: 'string' } },
});
const COUNT = Number(values.count ?? 10_000);
const SEED = Number(values.seed ?? 1);
const FROM = Number(values.from ?? 0);
/** Cases between two looks at the memory. */
const ROUND = 250;
/** Bytes that the browser may have grown by after any round. */
const GROWTH = 2 ** 30;
const OUT = `.cache/bench-fuzz-${process.pid}`;

await build({
  logLevel: 'error',
  build: { outDir: OUT, emptyOutDir: true, rollupOptions: { input: 'bench/fuzz.html' } },
});
const server = await preview({
  logLevel: 'error',
  build: { outDir: OUT },
  preview: { port: 0, open: false },
});
const profile = mkdtempSync(join(tmpdir(), 'atelier-fuzz-'));
const browser = await chromium.launchPersistentContext(profile, chromiumLaunch());
const devtools = await browser.browser().newBrowserCDPSession();
const page = await browser.newPage();
await page.goto(`${server.resolvedUrls.local[0]}bench/fuzz.html`);
await page.waitForFunction(() => 'runFuzz' in window);

const all = { tried: 0, loaded: 0, refused: 0, hung: 0, crashed: 0 };
const slowest = {};
const began = performance.now();
let base = 0;
let peak = 0;
for (let from = FROM; from < FROM + COUNT; from += ROUND) {
  const to = Math.min(FROM + COUNT, from + ROUND);
  const report = await within(
    1800,
    `Cases ${from} to ${to}`,
    page.evaluate(([seed, first, last]) => window.runFuzz(seed, first, last), [SEED, from, to]),
  );
  for (const key of Object.keys(all)) all[key] += report.tally[key];
  for (const [target, ms] of Object.entries(report.slowest)) {
    slowest[target] = Math.max(slowest[target] ?? 0, ms);
  }
  for (const failure of report.failures) console.log(failure);
  const bytes = await residentBytes(devtools);
  base ||= bytes;
  peak = Math.max(peak, bytes);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${to - FROM} of ${COUNT}, ${seconds} s, ${Math.round(bytes / 2 ** 20)} MB`);
}
const grown = peak - base > GROWTH;
if (grown) console.log(`The browser grew by ${Math.round((peak - base) / 2 ** 20)} MB.`);
console.log('Slowest case of each target, in ms:', JSON.stringify(slowest));
console.log(JSON.stringify(all));
await browser.close();
await server.close();
for (const folder of [profile, OUT]) rmSync(folder, { recursive: true, force: true });
process.exit(all.hung + all.crashed > 0 || grown ? 1 : 0);
