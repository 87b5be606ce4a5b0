// npm test: every check of the project, each run to its end, and one count at the close.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';

const REPORTS = '.cache/reports';

/**
 * Checks that pass or fail whole, and suites that write a report of their own. Those that read the
 * code alone take one core each, and run `beside` one another.
 */
const stages = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'], beside: true },
  { name: 'lint', command: ['eslint', '.'], beside: true },
  { name: 'types: page', command: ['tsc', '-p', 'tsconfig.json'], beside: true },
  { name: 'types: worker', command: ['tsc', '-p', 'tsconfig.worker.json'], beside: true },
  { name: 'types: worker tests', command: ['tsc', '-p', 'src/worker'], beside: true },
  { name: 'types: intake', command: ['tsc', '-p', 'src/intake/worker'], beside: true },
  { name: 'types: tools', command: ['tsc', '-p', 'tsconfig.node.json'], beside: true },
  { name: 'unit', command: vitest('unit'), count: countVitest },
  { name: 'dawn', command: dawn(), count: countVitest },
  { name: 'build', command: ['node', 'scripts/build-if-stale.mjs'] },
  { name: 'size of the first load', command: ['node', 'scripts/check-size.mjs'] },
  { name: 'workers of the build', command: ['node', 'scripts/check-workers.mjs'] },
  { name: 'gpu', command: vitest('gpu'), count: countVitest },
  { name: 'e2e', command: ['playwright', 'test'], count: countPlaywright },
  {
    name: 'browsers',
    command: ['playwright', 'test', '-c', 'playwright.browsers.config.ts'],
    count: countPlaywright,
  },
  { name: 'kill test', command: ['node', 'scripts/torture.mjs', '--kills', '5'] },
];

function vitest(project) {
  return ['vitest', 'run', '--project', project, ...reporters(project)];
}

/** Where no adapter is found, each of its tests fails and says so. */
function dawn() {
  return ['node', 'scripts/dawn.mjs', ...reporters('dawn')];
}

function reporters(name) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS}/${name}.json`];
}

/** A skipped test counts as failed: nothing is passed over in silence. */
function countVitest(name) {
  const report = JSON.parse(readFileSync(`${REPORTS}/${name}.json`, 'utf8'));
  const passed = report.numPassedTests;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return { passed, failed: report.numTotalTests - passed + brokenFiles };
}

function countPlaywright(name) {
  const { stats, errors } = JSON.parse(readFileSync(`${REPORTS}/${name}.json`, 'utf8'));
  const passed = stats.expected;
  return { passed, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}

const shell = process.platform === 'win32';
const local = (program) => (program === 'node' ? process.execPath : `node_modules/.bin/${program}`);

function run([program, ...args]) {
  return spawnSync(local(program), args, { stdio: 'inherit', shell }).status === 0;
}

/** Runs a stage while others run; what it prints comes at its end. */
function runQuietly({ command: [program, ...args] }) {
  return new Promise((resolve) => {
    const started = Date.now();
    let output = '';
    const child = spawn(local(program), args, { shell });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const end = (ok) => resolve({ ok, output, milliseconds: Date.now() - started });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** Runs stages in two rows beside each other. @returns the coming result of each, by its name. */
function startBeside(stages) {
  const rows = [Promise.resolve(), Promise.resolve()];
  const results = stages.map((stage, at) => {
    const row = at % rows.length;
    return [stage.name, (rows[row] = rows[row].then(() => runQuietly(stage)))];
  });
  return new Map(results);
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

/** What closing lines say of tests that only `--whole` runs; see src/testing/smoke.ts. */
function leftOut() {
  return readdirSync('src', { recursive: true })
    .filter((path) => /\.test\.tsx?$/.test(path))
    .flatMap((path) => [
      ...readFileSync(join('src', path), 'utf8').matchAll(/\bsmoke(?:<\w+>)?\(\s*'([^']+)'/g),
    ])
    .map(([, what]) => `left out, run by npm test -- --whole: ${what}`);
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

const whole = process.argv.includes('--whole');
if (whole) process.env.VITE_WHOLE = 'yes';
const only = process.argv.slice(2).filter((word) => word !== '--whole');
const totals = { passed: 0, failed: 0 };
const lines = [];
const asked = stages.filter(({ name }) => only.length === 0 || only.includes(name));
const beside = startBeside(asked.filter((stage) => stage.beside));
for (const stage of asked) {
  console.log(`\n== ${stage.name}`);
  const started = Date.now();
  const quiet = await beside.get(stage.name);
  if (quiet) process.stdout.write(quiet.output);
  const ok = quiet?.ok ?? run(stage.command);
  let result = { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  if (stage.count) {
    try {
      result = stage.count(stage.name);
      // A suite that ends badly has failed, whatever its report counted.
      if (!ok && result.failed === 0) result.failed = 1;
      if (ok && result.passed === 0) result.failed += 1;
    } catch (error) {
      console.error(`No report of ${stage.name}: ${error.message}`);
    }
  }
  totals.passed += result.passed;
  totals.failed += result.failed;
  const seconds = Math.round((quiet?.milliseconds ?? Date.now() - started) / 1000);
  lines.push(
    `${result.failed ? 'FAIL' : 'ok  '} ${stage.name}: ${result.passed} passed, ${result.failed} failed (${seconds} s)`,
  );
}
if (!whole) lines.push(...leftOut());
if (only.length === 0 || only.includes('browsers')) lines.push(...(await untested()));
console.log(`\n${lines.join('\n')}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
