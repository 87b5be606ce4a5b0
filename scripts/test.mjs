// npm test: every check of the project, each run to its end, and one count at the close.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { findPython } from './python/find.mjs';
import { ALONE, APART, excluded, leftOut, shared } from './whole.mjs';

const REPORTS = '.cache/reports';
const whole = process.argv.includes('--whole');
/** Stages at once; most take one core each. */
const LANES = 2;
/** What a file's own text has passed once, by the same version and options, it passes again. */
const PRETTIER_CACHE = [
  ...['--cache', '--cache-strategy', 'content'],
  ...['--cache-location', '.cache/prettier'],
];

/**
 * Checks that pass or fail whole, and suites that write a report of their own. Two of them run
 * beside each other, each taking about one core, the longest first; but those that go by the clock, or
 * that take both cores, run `alone`, in the order they have here. What one `needs` has ended before it
 * begins. `whole` says what runs only where it is named, or with `--whole`; what else does is in
 * whole.mjs. A stage of Vitest leaves out the files that it is `without`.
 */
const stages = [
  { name: 'gpu', command: vitest('gpu'), without: excluded('gpu', whole), count: countVitest },
  { name: 'dawn', command: dawn(), without: excluded('dawn', whole), count: countVitest },
  {
    name: 'unit: apart',
    command: [...vitest('unit', 'unit: apart'), ...APART.map((room) => `${room}/`)],
    count: countVitest,
  },
  { name: 'types: page', command: types('tsconfig.json') },
  { name: 'types: worker', command: types('tsconfig.worker.json') },
  { name: 'types: worker tests', command: types('src/worker') },
  { name: 'types: intake', command: types('src/intake/worker') },
  { name: 'types: tools', command: types('tsconfig.node.json') },
  {
    name: 'format',
    command: ['prettier', '--check', '--log-level', 'warn', ...PRETTIER_CACHE, '.'],
  },
  { name: 'lint', command: ['eslint', '.'] },
  { name: 'lint: types', command: ['oxlint', '--type-aware', 'src'] },
  { name: 'build', command: ['node', 'scripts/build-if-stale.mjs'] },
  {
    name: 'size of the first load',
    command: ['node', 'scripts/check-size.mjs'],
    needs: ['build'],
  },
  {
    name: 'workers of the build',
    command: ['node', 'scripts/check-workers.mjs'],
    needs: ['build'],
  },
  {
    name: 'unit',
    command: [...vitest('unit'), '--no-isolate'],
    without: APART.map((room) => `${room}/**`),
    count: countVitest,
  },
  {
    name: 'e2e',
    command: ['playwright', 'test', ...shared(whole)],
    count: countPlaywright,
    alone: true,
  },
  {
    name: 'e2e: by the clock',
    command: ['playwright', 'test', '--grep', ALONE, '--workers', '1'],
    count: countPlaywright,
    alone: true,
  },
  {
    name: 'browsers',
    command: ['playwright', 'test', '-c', 'playwright.browsers.config.ts'],
    count: countPlaywright,
    alone: true,
    whole: 'a journey in every browser that is here (browsers)',
  },
  {
    name: 'python',
    command: vitest('python'),
    count: countVitest,
    whole: 'what was exported, opened by PyTorch and ONNX in Python (python)',
  },
  {
    name: 'kill test',
    command: ['node', 'scripts/torture.mjs', '--kills', '5'],
    alone: true,
    whole: 'a browser that is killed in mid-training (kill test)',
  },
];

function vitest(project, name = project) {
  return ['vitest', 'run', '--project', project, ...reporters(name)];
}

/** TypeScript 7; what lints reads types with TypeScript 6, which has an interface for that. */
function types(project) {
  return ['node', 'node_modules/typescript-7/bin/tsc', '-p', project];
}

/** Where no adapter is found, each of its tests fails and says so. */
function dawn() {
  return ['node', 'scripts/dawn.mjs', ...reporters('dawn')];
}

function reportOf(name) {
  return `${REPORTS}/${name.replaceAll(/\W+/g, '-')}.json`;
}

function reporters(name) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(name)}`];
}

/** The first lines of an error, without the codes for colours. */

const brief = (text = '') =>
  text
    .replaceAll(/\u001b\[\d+m/g, '')
    .split('\n')
    .slice(0, 3)
    .join(' | ');

/** A skipped test counts as failed: nothing is passed over in silence. */
function countVitest(name) {
  const report = JSON.parse(readFileSync(reportOf(name), 'utf8'));
  const passed = report.numPassedTests;
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const faults = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status !== 'passed')
      .map((test) => `${file.name}: ${test.fullName}: ${brief(test.failureMessages?.[0])}`),
  );
  for (const file of broken) faults.push(`${file.name}: ${brief(file.message)}`);
  return { passed, failed: report.numTotalTests - passed + broken.length, faults };
}

function countPlaywright(name) {
  const { stats, errors, suites } = JSON.parse(readFileSync(reportOf(name), 'utf8'));
  const passed = stats.expected;
  const faults = errors.map((error) => brief(error.message));
  const walk = (suite) => {
    for (const { ok, title, file, tests } of suite.specs ?? []) {
      if (ok && tests.every((test) => test.status === 'expected')) continue;
      const error = tests.flatMap((test) => test.results).find((result) => result.error)?.error;
      faults.push(`${file}: ${title}: ${brief(error?.message)}`);
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of suites) walk(suite);
  return { passed, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length, faults };
}

const shell = process.platform === 'win32';
const local = (program) => (program === 'node' ? process.execPath : `node_modules/.bin/${program}`);

function run([program, ...args]) {
  return spawnSync(local(program), args, { stdio: 'inherit', shell }).status === 0;
}

/**
 * @param {boolean} heard whether it is the only one that prints; otherwise that comes at its end.
 * @returns {Promise<{ ok: boolean, died: string, output: string, seconds: number }>} `died` says by
 *   what it was ended, where it did not end by itself.
 */
function start({ name, command: [program, ...args], without = [] }, heard) {
  return new Promise((resolve) => {
    const started = Date.now();
    let output = '';
    const env = {
      ...process.env,
      ATELIER_REPORT: reportOf(name),
      ATELIER_LEAVE_OUT: without.join(' '),
    };
    const child = spawn(local(program), args, { shell, env, stdio: heard ? 'inherit' : 'pipe' });
    for (const stream of heard ? [] : [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const end = (ok, died) => {
      resolve({ ok, died, output, seconds: Math.round((Date.now() - started) / 1000) });
    };
    child.on('error', (error) => end(false, error.message));
    child.on('close', (code, signal) => end(code === 0, signal ?? ''));
  });
}

/** What a stage has come to; one that left no report did not come to its end. */
function resultOf({ name, count }, { ok, died }) {
  if (!count || died) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, died };
  try {
    const result = { ...count(name), died };
    // A suite that ends badly has failed, whatever its report counted.
    if (!ok && result.failed === 0) result.failed = 1;
    if (ok && result.passed === 0) result.failed += 1;
    return result;
  } catch (error) {
    return { passed: 0, failed: 1, died: `it left no report: ${error.message}` };
  }
}

/** Runs stages beside each other, as many as there are lanes. Where one dies, no other begins. */
async function runAll(asked, tell) {
  const waiting = [...asked];
  const running = new Map();
  let dead = false;
  const open = ({ needs = [] }) =>
    ![...waiting, ...running.keys()].some((s) => needs.includes(s.name));
  const next = () => {
    if (dead || running.size >= LANES) return undefined;
    const [first] = waiting;
    if (first?.alone) return running.size === 0 ? first : undefined;
    const beyond = waiting.findIndex((stage) => stage.alone);
    const here = beyond < 0 ? waiting : waiting.slice(0, beyond);
    return [...running.keys()].some((stage) => stage.alone) ? undefined : here.find(open);
  };
  for (;;) {
    for (let stage = next(); stage; stage = next()) {
      waiting.splice(waiting.indexOf(stage), 1);
      const heard = stage.alone || asked.length === 1;
      console.log(heard ? `\n== ${stage.name}` : `.. ${stage.name}`);
      const begun = stage;
      running.set(
        begun,
        start(begun, heard).then((end) => [begun, end, heard]),
      );
    }
    if (running.size === 0) return waiting;
    const [stage, end, heard] = await Promise.race(running.values());
    running.delete(stage);
    if (!heard) process.stdout.write(`\n== ${stage.name}\n${end.output}`);
    const result = resultOf(stage, end);
    if (result.died) console.error(`${stage.name} died: ${result.died}`);
    dead ||= result.died !== '';
    tell(stage, result, end.seconds);
  }
}

/** People at home have no Chromium where Debian puts it; Playwright brings its own. */
async function ensureChromium() {
  const { chromiumLaunch } = await import('./chromium.mjs');
  const { chromium } = await import('playwright');
  const path = chromiumLaunch().executablePath ?? chromium.executablePath();
  if (existsSync(path)) return;
  console.log('Fetching Chromium for the browser tests ...');
  run(['playwright', 'install', 'chromium']);
}

/** What the closing lines say of browsers that are not here; a demanded one fails its stage. */
async function untested() {
  const { testedBrowsers } = await import('./browsers.mjs');
  return (await testedBrowsers())
    .filter(({ found }) => !found)
    .map(({ name, get }) => `not tested in ${name}, which is not here (${get})`);
}

/** What nobody asked for by name, and that cannot be run here; CI is to have all. */
function notHere(only) {
  const { path, get } = findPython();
  if (path || process.env.CI || only.includes('python')) return { names: [], lines: [] };
  return {
    names: ['python'],
    lines: [`not tested in Python with PyTorch, ONNX and h5py, which is not here (${get})`],
  };
}

ensureInstalled();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
await ensureChromium();
console.log(
  existsSync('../shared/data')
    ? 'Pictures: those the tests make, and the real ones in ../shared/data.'
    : 'Pictures: those the tests make (there is no ../shared/data here).',
);

if (whole) process.env.VITE_WHOLE = 'yes';
const only = process.argv.slice(2).filter((word) => word !== '--whole');
const totals = { passed: 0, failed: 0 };
const lines = [];
/** `e2e` asks for `e2e: by the clock` as well. */
const isCalled = (word, { name }) => name === word || name.startsWith(`${word}: `);
const missing = notHere(only);
const asked = stages.filter((stage) =>
  only.length === 0
    ? (whole || !stage.whole) && !missing.names.includes(stage.name)
    : only.some((word) => isCalled(word, stage)),
);
const unknown = only.filter((word) => !stages.some((stage) => isCalled(word, stage)));
if (unknown.length > 0) throw new Error(`No stage is called ${unknown.join(', ')}.`);
const notRun = await runAll(asked, ({ name }, { passed, failed, died, faults = [] }, seconds) => {
  totals.passed += passed;
  totals.failed += failed;
  const end = died ? `died: ${died}` : `${passed} passed, ${failed} failed`;
  lines.push(`${failed ? 'FAIL' : 'ok  '} ${name}: ${end} (${seconds} s)`);
  // The end of a log is what is kept and read.
  for (const fault of faults) lines.push(`     ${fault}`);
});
lines.push(...notRun.map(({ name }) => `not run, since another died: ${name}`));
if (!whole) {
  const left = [
    ...stages.filter((stage) => !asked.includes(stage)).flatMap((stage) => stage.whole ?? []),
    ...leftOut(asked.map(({ name }) => name)),
  ];
  lines.push(...left.map((what) => `left out, run by npm test -- --whole: ${what}`));
}
if (asked.some(({ name }) => name === 'browsers')) lines.push(...(await untested()));
if (whole && only.length === 0) lines.push(...missing.lines);
console.log(`\n${lines.join('\n')}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
