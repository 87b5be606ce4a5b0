// npm run kernels: compiles the WASM engine's own kernels anew, after a change of their sources. The
// results are kept beside them, so that building the studio takes no further compiler.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const FOLDER = 'src/engine/tfjs/backends/wasm/native';
export const DIGEST = `${FOLDER}/kernels.sha256`;
const COMPILER = 'assemblyscript@0.28.20';

/** Of all sources, which tells whether the compiled programs are theirs. */
export function digestOfSources() {
  const hash = createHash('sha256').update(COMPILER);
  for (const name of readdirSync(FOLDER, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort()) {
    // Checked out on Windows, lines may end otherwise.
    hash.update(name).update(readFileSync(`${FOLDER}/${name}`, 'utf8').replaceAll('\r\n', '\n'));
  }
  return hash.digest('hex');
}

function compile(name, ...more) {
  const options = [
    '--runtime stub -O3 --noAssert --enable simd --enable threads --disableWarning 201',
    '--importMemory --noExportMemory --maximumMemory 65536',
  ];
  const asked = options.flatMap((line) => line.split(' '));
  const files = [`${FOLDER}/index.ts`, '-o', `${FOLDER}/${name}.wasm`];
  execFileSync('npx', ['--yes', '-p', COMPILER, 'asc', ...files, ...asked, ...more], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  compile('kernels');
  // The same for memory that threads share, which has to be said in the program.
  compile('kernels-shared', '--sharedMemory');
  writeFileSync(DIGEST, `${digestOfSources()}\n`);
}
