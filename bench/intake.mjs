// npm run bench:intake [folder] [rounds]: pictures per second and peak memory of preparing pictures,
// with one and with two decode workers, in turn. Ends with one line of JSON.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumLaunch } from '../scripts/chromium.mjs';
import { residentBytes, within } from './browser-memory.mjs';

const FOLDER = process.argv[2] ?? '../shared/data/paintings';
const ROUNDS = Number(process.argv[3] ?? 3);
const WORKERS = [1, 2];
const IMAGE_SIZE = 64;
const OUT = '.cache/bench-intake';

await build({
  logLevel: 'warn',
  build: { outDir: OUT, emptyOutDir: true, rollupOptions: { input: 'bench/intake.html' } },
});
const server = await preview({
  logLevel: 'error',
  build: { outDir: OUT },
  preview: { port: 0, open: false },
});
// A profile of its own on disk: a private window would keep IndexedDB in memory.
const profile = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
const browser = await chromium.launchPersistentContext(profile, chromiumLaunch({ timed: true }));
const devtools = await browser.browser().newBrowserCDPSession();

const files = existsSync(FOLDER)
  ? readdirSync(FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => resolve(join(FOLDER, entry.name)))
  : [];
console.log(files.length > 0 ? `${files.length} files of ${FOLDER}.` : 'Painted pictures.');

/** One intake in a page of its own, so that runs do not inherit each other's memory. */
async function measure(workers) {
  const page = await browser.newPage();
  await page.goto(`${server.resolvedUrls.local[0]}bench/intake.html`);
  await page.waitForFunction(() => 'intakeBench' in window);
  if (files.length > 0) await page.setInputFiles('#files', files);
  else {
    await within(
      120,
      'Painting',
      page.evaluate(() => window.intakeBench.paintFiles(256)),
    );
  }
  const idle = await residentBytes(devtools);
  let peak = idle;
  let running = true;
  const watch = (async () => {
    while (running) {
      peak = Math.max(peak, await residentBytes(devtools));
      await new Promise((done) => setTimeout(done, 50));
    }
  })();
  const result = await within(
    300,
    `Intake with ${workers} workers`,
    page.evaluate(([n, size]) => window.intakeBench.run(n, size), [workers, IMAGE_SIZE]),
  );
  running = false;
  await watch;
  await page.close();
  return { ...result, idle, peak };
}

const runs = new Map(WORKERS.map((workers) => [workers, []]));
await measure(1); // Not counted: the first run also fills the disk's cache.
for (let round = 0; round < ROUNDS; round++) {
  for (const workers of WORKERS) runs.get(workers).push(await measure(workers));
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const rows = WORKERS.map((workers) => {
  const all = runs.get(workers);
  const wallMs = median(all.map((run) => run.wallMs));
  const { pictures, skipped, sourceBytes } = all[0];
  return {
    workers,
    imageSizePx: IMAGE_SIZE,
    pictures,
    skipped,
    sourceBytes,
    wallMs: Math.round(wallMs),
    fastestWallMs: Math.round(Math.min(...all.map((run) => run.wallMs))),
    picturesPerSecond: Math.round((pictures / wallMs) * 1000),
    pageCopiedBytes: all[0].copiedBytes,
    peakBytes: Math.max(...all.map((run) => run.peak)),
    peakAboveIdleBytes: Math.max(...all.map((run) => run.peak - run.idle)),
  };
});
for (const row of rows) console.table(row);
console.log(JSON.stringify({ rows }));
await browser.close();
rmSync(profile, { recursive: true, force: true });
process.exit(0);
