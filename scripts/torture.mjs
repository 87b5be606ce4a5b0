// npm run torture -- --kills 50: kills a real browser at random moments of a training run, opens
// its profile again, and sees that the run is there, whole, and goes on. [SAVE6]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { buildIfStale } from './build-if-stale.mjs';
import { openBrowser } from './torture/browser.mjs';
import { inspectKept, lastSaved } from './torture/kept.mjs';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    /** Seconds between two checkpoints. */
    cadence: { type: 'string', default: '2' },
    /** A browser's profile to begin with, and to keep. */
    profile: { type: 'string' },
  },
});
const kills = Number(values.kills);
const cadenceMs = 1000 * Number(values.cadence);
const settings = new URLSearchParams({
  imageSize: '16',
  width: '16',
  latentSize: '64',
  batchSize: '16',
  epochs: '10000',
  engine: 'wasm',
  sampleCount: '16',
  sampleEvery: '20',
  saveEvery: '20',
  checkpointSeconds: values.cadence,
  checkpointEpochs: '10000',
});

/** Numbers 0..1, the same for the same seed (mulberry32). */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = randomNumbers(Number(values.seed));
const between = (low, high) => low + (high - low) * random();

await buildIfStale();
const server = await preview({ logLevel: 'error', preview: { port: 0, open: false } });
const address = server.resolvedUrls.local[0];
const profile = values.profile ?? mkdtempSync(join(tmpdir(), 'atelier-torture-'));

/** The step that the page shows. */
async function shownStep(page) {
  const text = await page.locator('main').innerText();
  return Number(/\bstep\s+([\d,]+)/i.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
}

/** Waits until the run trains, and is beyond that step. Before it goes on, a page shows how far the
 *  killed one had come. */
async function trainsBeyond(page, step) {
  await page.locator('main').getByText('Running', { exact: true }).waitFor({ timeout: 60_000 });
  const end = Date.now() + 60_000;
  while ((await shownStep(page)) <= step) {
    if (Date.now() > end) throw new Error(`No step beyond ${step} within a minute.`);
    await sleep(20);
  }
}

async function begin(page) {
  await page.goto(`${address}#${settings}`);
  await page.getByRole('button', { name: 'Try with sample pictures' }).click();
  await page
    .getByRole('status')
    .getByText(/pictures ready/)
    .waitFor();
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await trainsBeyond(page, 0);
}

/** Opens the only run from the shelves, where it must be interrupted, and goes on with it. */
async function goOn(page) {
  await page.goto(`${address}#runs`);
  await page.getByText(/^Interrupted, epoch/).waitFor();
  await page
    .getByRole('button', { name: /^Open (?!a file)/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^(Go on from|Begin again)/ }).click();
}

/** Lets the run train until the moment of the kill. Half of them fall into a save. */
const moments = {
  'at any moment': () => sleep(between(0.1, 2) * cadenceMs),
  'in a save': async (page) => {
    const before = await page.evaluate(lastSaved);
    const end = Date.now() + 3 * cadenceMs;
    let saved = before;
    while (saved === before && Date.now() < end) {
      await sleep(20);
      saved = await page.evaluate(lastSaved);
    }
    await sleep(Math.max(0, saved + cadenceMs - Date.now()) + between(-50, 250));
  },
};
/**
 * Whole cadences in a loss. A save takes a moment, and counts not where the kill cuts it off; two
 * steps are always under way; and a machine that is slow at saving saves less often, so that no
 * more than a tenth of the time goes into it: the cadence is then the time between the last saves.
 */
function cadencesIn(lostMs, stepMs, { runs }, startedAt) {
  const saves = (runs[0]?.saves ?? []).filter((savedAt) => savedAt > startedAt);
  const spacing = saves.length > 1 ? saves.at(-1) - saves.at(-2) : 0;
  return Math.floor(Math.max(0, lostMs - 2 * stepMs) / Math.max(cadenceMs, spacing));
}

const momentOf = (kill) => {
  if (kill % 2 === 0) return 'in a save';
  return kill % 8 === 7 ? 'while going on' : 'at any moment';
};

const told = {
  kills: 0,
  resumed: 0,
  lostCadences: 0,
  corrupt: 0,
  longestLossMs: 0,
  longestLossSteps: 0,
  inSaves: 0,
  whileGoingOn: 0,
  step: 0,
  seed: Number(values.seed),
};
const problems = [];
/** Kills since the run went on the last time. */
let pending = 0;
let browser = await openBrowser(profile);
await begin(browser.page);

for (let kill = 0; kill < kills; kill++) {
  const moment = momentOf(kill);
  const startedAt = Date.now();
  const startStep = await shownStep(browser.page);
  await moments[moment]?.(browser.page);
  const seen = await shownStep(browser.page);
  const killedAt = Date.now();
  await browser.kill();
  told.kills += 1;
  pending += 1;
  if (moment === 'in a save') told.inSaves += 1;

  browser = await openBrowser(profile);
  const { page } = browser;
  // A file of the studio's origin without the studio: what lies there has not been touched yet.
  await page.goto(`${address}favicon.svg`);
  const kept = await page.evaluate(inspectKept);
  problems.push(...kept.problems.map((problem) => `after kill ${kill + 1}: ${problem}`));
  told.corrupt += kept.problems.length;
  const from = kept.runs[0]?.checkpoint?.step ?? 0;

  // What a browser shows before it has gone on was trained by the one before it.
  const lostSteps = moment === 'while going on' ? 0 : Math.max(0, seen - from);
  const stepMs = seen > startStep ? (killedAt - startedAt) / (seen - startStep) : 0;
  const lostMs = Math.round(lostSteps * stepMs);
  told.longestLossMs = Math.max(told.longestLossMs, lostMs);
  told.longestLossSteps = Math.max(told.longestLossSteps, lostSteps);
  told.lostCadences = Math.max(told.lostCadences, cadencesIn(lostMs, stepMs, kept, startedAt));

  try {
    await goOn(page);
    if (momentOf(kill + 1) === 'while going on' && kill + 1 < kills) {
      await sleep(between(0, 600));
      told.whileGoingOn += 1;
    } else {
      await trainsBeyond(page, from);
      told.resumed += pending;
      pending = 0;
    }
  } catch (error) {
    const shown = await page.locator('body').innerText();
    problems.push(`after kill ${kill + 1}: it does not go on: ${error.message}`, shown);
    break;
  }
  console.error(
    `kill ${kill + 1}, ${moment}: seen step ${seen}, goes on from ${from}, lost ${lostMs} ms`,
  );
}

told.step = await shownStep(browser.page);
await browser.close();
await server.close();
if (!values.profile) rmSync(profile, { recursive: true, force: true });
for (const problem of problems) console.error(problem);
console.log(JSON.stringify(told));
const good = told.resumed === kills && told.corrupt === 0 && told.lostCadences <= 1;
process.exit(good ? 0 : 1);
