import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { partsList } from './parts-list.mjs';

const files = {
  'index.html': '<head></head><script type="module" src="/src/page.ts"></script>',
  'src/page.ts': "import('./room'); new Worker(new URL('./host-worker.ts', import.meta.url));",
  'src/room.ts': 'export const room = 1;',
  'src/host-worker.ts':
    "import url from './data/program.wasm?url'; import('./lazy'); import('./data/rare/heic'); fetch(url);",
  'src/lazy.ts': "import { both } from './both'; export const lazy = both;",
  'src/both.ts': 'export const both = [self.name, 2];',
  'src/data/program.wasm': 'plain',
  'src/data/rare/heic.ts':
    "import url from './large.wasm?url'; import { both } from '../../both'; import('./deep'); export const heic = [url, both];",
  'src/data/rare/deep.ts': 'export const deep = self.name;',
  'src/data/rare/large.wasm': 'rare',
};

async function built() {
  const root = mkdtempSync(join(tmpdir(), 'atelier-parts-'));
  mkdirSync(join(root, 'src/data/rare'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const parts = partsList();
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'silent',
    plugins: [parts.page],
    worker: { format: 'es', plugins: () => [parts.worker] },
    build: { assetsInlineLimit: 0 },
  });
  const page = readFileSync(join(root, 'dist/index.html'), 'utf8');
  const list = /<meta name="atelier-parts" content="\.\/(assets\/parts-[\w-]+\.json)"/.exec(
    page,
  )[1];
  const listed = JSON.parse(readFileSync(join(root, 'dist', list), 'utf8'));
  return { listed, there: readdirSync(join(root, 'dist/assets')) };
}

test('[PAGE8] all of a build is listed, workers, their parts and programs too; what is rare is not', async () => {
  const { listed, there } = await built();
  const plain = (names) =>
    names.map((name) => name.replace(/^assets\//, '').replace(/-[\w-]{8}(?=\.)/, '')).sort();
  expect(plain(listed)).toEqual(
    expect.arrayContaining(['host-worker.js', 'lazy.js', 'program.wasm', 'room.js']),
  );
  const left = there.filter((name) => !listed.includes(`assets/${name}`) && !/^parts-/.test(name));
  expect(plain(left)).toEqual(['deep.js', 'heic.js', 'large.wasm']);
});
