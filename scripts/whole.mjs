// What `npm test` leaves to `npm test -- --whole`, beside the parts of tests that say so themselves
// (src/testing/smoke.ts). docs/decisions/0043 says what holds the same promises by default.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Files of tests of a stage, each with what goes untested by default. */
const FILES = {
  gpu: {
    'src/engine/compiled.gpu.test.ts':
      'sessions of the compiled engine in Chromium, broken off, several steps at once, and to and from WASM',
    'src/engine/tfjs/backends/conv.gpu.test.ts':
      'every kind of convolution on each engine of TensorFlow.js',
  },
};

/** Has an end-to-end test run by default; all others are left out. */
const CORE = '@core';
/** Has it run with nothing beside it. */
export const ALONE = '@alone';

/**
 * Rooms whose unit tests open an engine or a database of their own: each file has a process to itself. The
 * files of all other rooms share one: docs/decisions/0063.
 */
export const APART = ['engine', 'export', 'project', 'storage', 'worker'].map(
  (room) => `src/${room}`,
);

/** For a stage of Vitest. @throws Error for a file that is not there any more. */
export function excluded(stage, whole) {
  const files = whole ? [] : Object.keys(FILES[stage] ?? {});
  const gone = files.find((file) => !existsSync(file));
  if (gone) throw new Error(`scripts/whole.mjs names ${gone}, which is not there.`);
  return files;
}

/** For Playwright: the end-to-end tests that share the machine. @param {boolean} whole all of them. */
export const shared = (whole) => [...(whole ? [] : ['--grep', CORE]), '--grep-invert', ALONE];

/** Paths below some folders that end so. */
const filesOf = (tops, end) =>
  tops
    .flatMap((top) => readdirSync(top, { recursive: true }).map((path) => join(top, path)))
    .filter((path) => end.test(path));

/** A line of what each of these stages leaves out, and one of each part of a test. */
export function leftOut(stages) {
  const lines = Object.entries(FILES)
    .filter(([stage]) => stages.includes(stage))
    .map(([stage, files]) => {
      const all = filesOf(['src'], new RegExp(`\\.${stage}\\.test\\.ts$`)).length;
      const what = Object.values(files).join('; ');
      return `${Object.keys(files).length} of ${all} files of ${stage}: ${what}`;
    });
  if (stages.includes('e2e')) lines.push(endToEnd());
  const parts = filesOf(['src', 'e2e'], /(\.(test|spec)\.tsx?|-suite\.ts)$/)
    .map((path) => readFileSync(path, 'utf8'))
    .flatMap((text) => [...text.matchAll(/\b(?:smoke(?:<[^>]+>)?|onlyWhole)\(\s*'([^']+)'/g)]);
  return [...lines, ...parts.map(([, what]) => what)];
}

/** End-to-end tests that are left out, counted by file. */
function endToEnd() {
  const list = (...options) => {
    const playwright = 'node_modules/@playwright/test/cli.js';
    const args = [playwright, 'test', '--list', '--reporter=json', ...options];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
    const counts = new Map();
    const walk = (suite) => {
      for (const { file } of suite.specs ?? []) counts.set(file, (counts.get(file) ?? 0) + 1);
      for (const inner of suite.suites ?? []) walk(inner);
    };
    for (const suite of JSON.parse(stdout).suites) walk(suite);
    return counts;
  };
  const sum = (counts) => [...counts.values()].reduce((total, count) => total + count, 0);
  const out = list('--grep-invert', `${CORE}|${ALONE}`);
  const names = [...out].map(([file, count]) => `${basename(file, '.spec.ts')} ${count}`);
  return `${sum(out)} of ${sum(list())} end-to-end tests: ${names.join(', ')}`;
}
