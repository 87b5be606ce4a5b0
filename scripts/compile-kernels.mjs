// npm run kernels: compiles our own WASM kernels anew, after a change of their sources. The results are
// kept beside them, so that building the studio takes no further compiler.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const COMPILER = 'assemblyscript@0.28.20';
/** Those of the WASM engine. */
export const FOLDER = 'src/engine/tfjs/backends/wasm/native';
/** Every folder of sources, and the programs made of each with what is asked of the compiler. */
export const PROGRAMS = {
  [FOLDER]: {
    kernels: '--maximumMemory 65536 --enable threads',
    // The same for memory that threads share, which has to be said in the program.
    'kernels-shared': '--maximumMemory 65536 --enable threads --sharedMemory',
  },
  // Those of a page of artwork.
  'src/artwork/infer/native': { kernels: '' },
};

export const digestFile = (folder) => `${folder}/kernels.sha256`;

/** Of all sources in a folder, which tells whether the compiled programs are theirs. */
export function digestOfSources(folder) {
  const hash = createHash('sha256').update(COMPILER);
  for (const name of readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort()) {
    // Checked out on Windows, lines may end otherwise.
    hash.update(name).update(readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n'));
  }
  return hash.digest('hex');
}

function compile(folder, name, more) {
  const options = [
    '--runtime stub -O3 --noAssert --enable simd --disableWarning 201',
    `--importMemory --noExportMemory ${more}`,
  ];
  const asked = options.flatMap((line) => line.split(' ')).filter((option) => option !== '');
  const files = [`${folder}/index.ts`, '-o', `${folder}/${name}.wasm`];
  execFileSync('npx', ['--yes', '-p', COMPILER, 'asc', ...files, ...asked], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [folder, programs] of Object.entries(PROGRAMS)) {
    for (const [name, more] of Object.entries(programs)) compile(folder, name, more);
    writeFileSync(digestFile(folder), `${digestOfSources(folder)}\n`);
  }
}
