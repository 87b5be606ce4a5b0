import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, test } from 'vitest';
import { checkFolder, readChunk } from './check-workers.mjs';
import { workerEntries } from './worker-entries.mjs';

/** A page with a worker whose lazily loaded part shares a module with it, as the trainer does. */
function project() {
  const root = mkdtempSync(join(tmpdir(), 'atelier-workers-'));
  mkdirSync(join(root, 'src'));
  const files = {
    'index.html': '<script type="module" src="/src/page.ts"></script>',
    'src/page.ts':
      "new Worker(new URL('./host-worker.ts', import.meta.url), { type: 'module' }).postMessage(1);",
    'src/host-worker.ts':
      "import { shared } from './shared'; import './early'; onmessage = async () => { postMessage(shared + (await import('./lazy')).lazy); };",
    'src/early.ts': "addEventListener('message', () => console.log('early'));",
    'src/shared.ts': 'export const shared = [Math.random(), self.name].join();',
    'src/lazy.ts':
      "import { shared } from './shared'; export const lazy = [shared, shared].join();",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

/** Builds the project; @returns what is wrong with it. */
async function check(root, plugins) {
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'silent',
    worker: { format: 'es', plugins: () => plugins },
  });
  return checkFolder(join(root, 'dist/assets'));
}

describe('[PAGE6] the script that a worker is started from', () => {
  test('is imported by others where the bundler is left alone, and that is found', async () => {
    const { started, wrong } = await check(project(), []);
    expect([...started]).toEqual([expect.stringMatching(/^host-worker-.*\.js$/)]);
    expect(wrong).toEqual([expect.stringMatching(/^lazy-.*\.js imports host-worker-/)]);
  });

  test('is imported by nothing in the studio’s builds', async () => {
    const { started, wrong } = await check(project(), [workerEntries()]);
    expect(started.size).toBe(1);
    expect(wrong).toEqual([]);
  });

  test('fails the build itself where something imports it all the same', async () => {
    const undone = {
      name: 'undone',
      options: (all) => ({ ...all, preserveEntrySignatures: false }),
    };
    await expect(check(project(), [workerEntries(), undone])).rejects.toThrow(
      /lazy-.*\.js imports .*host-worker-.*WebKit would evaluate it twice/s,
    );
  });
});

describe('reading a built chunk', () => {
  test('finds every way to import', () => {
    const code = [
      'import{a as b}from"./one.js";import"./two.js";',
      'export{c}from"./three.js";export*from"./four.js";',
      'const d=()=>import(`./five.js`),e=()=>import("../six.js"),f=(g)=>import(g);',
    ].join('');
    const { imports, dynamicImports } = readChunk(code);
    expect(imports).toEqual(['one.js', 'two.js', 'three.js', 'four.js']);
    expect(dynamicImports).toEqual(['five.js', 'six.js']);
  });

  test('finds every way to start a worker', () => {
    const code = [
      'new Worker(new URL(new URL(`one.js`,import.meta.url).href,``+import.meta.url),{type:`module`});',
      'new Worker(""+new URL("two.js",import.meta.url).href);new self.Worker("./assets/three.js");',
      'new SharedWorker(new URL(/* @vite-ignore */ "four.js", import.meta.url));new Worker(address);',
    ].join('');
    expect(readChunk(code).started).toEqual(['one.js', 'two.js', 'three.js', 'four.js']);
  });
});
