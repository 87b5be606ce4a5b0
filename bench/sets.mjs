// npm run bench:sets [sizes]: memory of taking sets in, training on them and finding them again
// after a reload, against the size of the set. Sizes, comma-separated, are a number of small files
// ("2000f", dropped as a real folder) or megabytes of prepared pictures ("256m", out of one IDX
// file). Ends with one line of JSON; bench/README.md says what the columns mean.
import { execFileSync } from 'node:child_process';
import { randomBytes, randomFillSync } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumLaunch } from '../scripts/chromium.mjs';

const SIZES = (process.argv[2] ?? '2000f,5000f,20000f,64m,256m,1024m').split(',');
const OUT = '.cache/bench-sets';
const EDGE = 64;
/** Prepared in colour. */
const PICTURE_BYTES = EDGE * EDGE * 3;
const STEPS = 12;
const SETTINGS = `imageSize=${EDGE}&width=8&latentSize=16&batchSize=16&epochs=1000&sampleCount=16&engine=wasm`;
const MB = 2 ** 20;

/** A bitmap file of noise, 32 x 32 pixels of 24 bits. */
function bitmap() {
  const head = Buffer.alloc(54);
  head.write('BM');
  [3126, 0, 54, 40, 32, 32].forEach((value, i) => head.writeUInt32LE(value, 2 + 4 * i));
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, randomBytes(32 * 32 * 3)]);
}

/** A folder of small files, a hundred to a sub-folder. */
function makeFolder(at, count) {
  const top = join(at, 'small files');
  for (let i = 0; i < count; i++) {
    const folder = join(top, `part ${Math.floor(i / 100)}`);
    if (i % 100 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `picture ${i}.bmp`), bitmap());
  }
  return { path: top, pictures: count };
}

/** One IDX file of grey noise. */
function makeIdx(at, megabytes) {
  const pictures = Math.ceil((megabytes * MB) / PICTURE_BYTES);
  const path = join(at, 'packed-idx3-ubyte');
  const file = openSync(path, 'w');
  const head = Buffer.alloc(16);
  [0x0803, pictures, EDGE, EDGE].forEach((value, i) => head.writeUInt32BE(value, 4 * i));
  writeSync(file, head);
  const some = Buffer.alloc(1000 * EDGE * EDGE);
  for (let left = pictures; left > 0; left -= 1000) {
    randomFillSync(some);
    writeSync(file, some, 0, Math.min(1000, left) * EDGE * EDGE);
  }
  closeSync(file);
  return { path, pictures };
}

await build({ logLevel: 'warn', build: { outDir: OUT, emptyOutDir: true } });
const server = await preview({
  logLevel: 'error',
  build: { outDir: OUT },
  preview: { port: 0, open: false },
});
const url = server.resolvedUrls.local[0].replace('127.0.0.1', 'localhost');

/** Bytes by the browser's own account, what can be freed left out: of the page and of its workers. */
async function live(page) {
  const { breakdown } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
  const of = (scope) =>
    breakdown
      .filter(({ attribution }) => attribution.some((one) => one.scope === scope))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  return { page: of('Window'), workers: of('DedicatedWorkerGlobalScope') };
}

/** Watches, five times a second, the page's JavaScript heap and the memory of its process. */
async function watchMemory(browser, page) {
  const own = await page.context().newCDPSession(page);
  await own.send('Performance.enable');
  const devtools = await browser.newBrowserCDPSession();
  const peak = { heap: 0, process: 0 };
  let running = true;
  const loop = (async () => {
    while (running) {
      const { metrics } = await own.send('Performance.getMetrics').catch(() => ({ metrics: [] }));
      const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
      peak.heap = Math.max(peak.heap, heap);
      peak.process = Math.max(peak.process, await rendererBytes(devtools));
      await new Promise((done) => setTimeout(done, 200));
    }
  })();
  return {
    /** The peaks since they were last taken. */
    take: () => {
      const { heap, process } = peak;
      Object.assign(peak, { heap: 0, process: 0 });
      return { heap, process };
    },
    stop: async () => {
      running = false;
      await loop;
    },
  };
}

/** Resident bytes of the largest renderer: the page, its workers with it. 0 where there is no `ps`. */
async function rendererBytes(devtools) {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  try {
    const text = execFileSync('ps', ['-o', 'rss=', '-p', pids.join(',')], { encoding: 'utf8' });
    return Math.max(
      ...text
        .trim()
        .split('\n')
        .map((line) => Number(line) * 1024),
    );
  } catch {
    return 0;
  }
}

async function drop(page, path) {
  await page.getByRole('navigation').first().waitFor();
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await client.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  }
}

const ready = (page, pictures) =>
  page
    .getByRole('status')
    .getByText(`${pictures.toLocaleString('en-GB')} pictures ready`)
    .waitFor({ timeout: 900_000 });

/** Waits until so many steps of a run are done. */
const trained = (page, steps) =>
  page.waitForFunction(
    (wanted) => {
      const found = /step\s*([\d,]+)/.exec(document.body.innerText);
      return found !== null && Number(found[1].replaceAll(',', '')) >= wanted;
    },
    steps,
    { timeout: 900_000 },
  );

async function measure(size) {
  const scratch = mkdtempSync(join(tmpdir(), 'atelier-sets-'));
  const amount = Number.parseInt(size, 10);
  const { path, pictures } = size.endsWith('f')
    ? makeFolder(scratch, amount)
    : makeIdx(scratch, amount);
  const launch = chromiumLaunch({ timed: true });
  // A profile of its own on disk: a private window would keep IndexedDB in memory.
  const context = await chromium.launchPersistentContext(join(scratch, 'profile'), {
    ...launch,
    args: [...launch.args, '--enable-blink-features=ForceEagerMeasureMemory'],
  });
  try {
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${url}#${SETTINGS}`);
    const memory = await watchMemory(context.browser(), page);
    const row = { size, pictures, preparedMB: Math.round((pictures * PICTURE_BYTES) / MB) };

    let since = Date.now();
    await drop(page, path);
    await ready(page, pictures);
    row.intakeSeconds = (Date.now() - since) / 1000;
    row.intake = { ...memory.take(), live: await live(page) };

    await page.getByRole('link', { name: 'Train', exact: true }).click();
    since = Date.now();
    memory.take();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained(page, STEPS);
    row.trainSeconds = (Date.now() - since) / 1000;
    row.train = { ...memory.take(), live: await live(page) };
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.waitForTimeout(2000);

    await page.reload();
    memory.take();
    since = Date.now();
    await page.getByRole('link', { name: 'Pictures', exact: true }).click();
    await ready(page, pictures);
    await page.getByRole('button', { name: /^Picture 1\b/ }).waitFor();
    row.reloadSeconds = (Date.now() - since) / 1000;
    await page.waitForTimeout(1000);
    row.reload = { ...memory.take(), live: await live(page) };
    await memory.stop();
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return row;
  } finally {
    await context.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

const megabytes = (bytes) => Math.round((bytes / MB) * 10) / 10;
const rows = [];
for (const size of SIZES) {
  const row = await measure(size);
  rows.push(row);
  for (const phase of ['intake', 'train', 'reload']) {
    const { heap, process, live: now } = row[phase];
    console.log(
      `${size.padEnd(7)} ${phase.padEnd(7)} peak heap ${megabytes(heap)} MB, peak process ${megabytes(process)} MB; ` +
        `live: page ${megabytes(now.page)} MB, workers ${megabytes(now.workers)} MB`,
    );
  }
  console.log(JSON.stringify(row));
}
console.table(
  rows.map((row) => ({
    size: row.size,
    pictures: row.pictures,
    preparedMB: row.preparedMB,
    intakeHeapMB: megabytes(row.intake.heap),
    trainHeapMB: megabytes(row.train.heap),
    reloadHeapMB: megabytes(row.reload.heap),
    trainWorkersMB: megabytes(row.train.live.workers),
    processMB: megabytes(Math.max(row.intake.process, row.train.process, row.reload.process)),
    intakeSeconds: row.intakeSeconds,
  })),
);
console.log(JSON.stringify({ rows }));
await server.close();
process.exit(0);
