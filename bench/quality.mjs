// npm run bench:quality: trains recipes on real paintings and measures what they paint on the way.
// bench/README.md says what the flags and columns mean. Prints one line of JSON for each measure.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { trainAll } from './quality/jobs.mjs';

const CACHE = '.cache/quality';
const PROGRAM = join(CACHE, 'program');
const CARRIED = '.cache/carried-quality';
const PAINTINGS = '../shared/data/paintings';

/** Bundles what trains and measures; it needs nothing of this project but Dawn. */
function build() {
  const args = ['build', '--config', 'bench/quality/vite.config.ts', '--logLevel', 'error'];
  const { status } = spawnSync('node_modules/.bin/vite', args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The bundle failed with status ${status}.`);
  cpSync('node_modules/@tensorflow/tfjs-backend-wasm/dist', join(PROGRAM, 'wasm'), {
    recursive: true,
    filter: (path) => !/\.\w+$/.test(path) || path.endsWith('.wasm'),
  });
}

/** Prepares the pictures once; a folder's name and the size are the file's. */
function prepare(folder, size) {
  const name = resolve(folder).replaceAll(/[^\w]+/g, '-');
  const file = resolve(CACHE, `pictures${name}-${size}.bin`);
  if (existsSync(file)) return file;
  const order = { kind: 'prepare', folder: resolve(folder), size, file };
  const { status } = spawnSync(
    process.execPath,
    [join(PROGRAM, 'run.mjs'), JSON.stringify(order)],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error(`The pictures of ${folder} could not be prepared.`);
  return file;
}

/** One folder that does the same on a machine with Node and a graphics card. */
function carry(pictures) {
  rmSync(CARRIED, { recursive: true, force: true });
  mkdirSync(CARRIED, { recursive: true });
  cpSync(PROGRAM, join(CARRIED, 'program'), { recursive: true });
  // Dawn for the systems that machines with such cards run; all of it would be twice as much.
  cpSync('node_modules/webgpu', join(CARRIED, 'node_modules/webgpu'), {
    recursive: true,
    filter: (path) => !/[\\/]dist[\\/](?!linux)/.test(path),
  });
  cpSync('bench/quality/jobs.mjs', join(CARRIED, 'jobs.mjs'));
  cpSync('bench/quality/carried.mjs', join(CARRIED, 'run.mjs'));
  for (const [size, file] of pictures) cpSync(file, join(CARRIED, `pictures-${size}.bin`));
  writeFileSync(join(CARRIED, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  console.log(`${CARRIED} is ready: node ${CARRIED}/run.mjs --rows 0 --sets 100 --out FOLDER`);
}

const carrying = process.argv[2] === 'carry';
const args = process.argv.slice(carrying ? 3 : 2);
const folderAt = args.indexOf('--folder');
const folder = folderAt < 0 ? PAINTINGS : args[folderAt + 1];
if (!existsSync(folder)) {
  throw new Error(`There is no folder ${folder}: name one of JPEG files with --folder.`);
}
mkdirSync(CACHE, { recursive: true });
build();
if (carrying) {
  const sizes = args.filter((arg) => /^\d+$/.test(arg)).map(Number);
  carry((sizes.length > 0 ? sizes : [32, 64]).map((size) => [size, prepare(folder, size)]));
} else {
  process.exitCode = await trainAll(args, {
    engine: 'wasm',
    program: PROGRAM,
    out: join(CACHE, 'runs'),
    prepared: (size) => prepare(folder, size),
  });
}
