import { afterEach, expect, it, vi } from 'vitest';
import { fetchPart, partMissing } from './fetch-part';

const script = (code: string) =>
  Promise.resolve(new Response(code, { headers: { 'Content-Type': 'text/javascript' } }));
const page = () =>
  Promise.resolve(new Response('<html>', { headers: { 'Content-Type': 'text/html' } }));

/** Answers by the names of files; others are refused as by a server that is gone. */
function serve(files: Record<string, () => Promise<Response>>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    asked.push(name);
    return files[name]?.() ?? Promise.reject(new TypeError('Failed to fetch'));
  });
  return asked;
}

/** A function that reads as the bundler writes it. */
function importing<T>(path: string, then: () => Promise<T>) {
  const load = vi.fn(then);
  load.toString = () => `()=>a(()=>import(\`${path}\`),[],import.meta.url)`;
  return load;
}

afterEach(() => vi.unstubAllGlobals());

it('[PAGE8] fetches a part with all that it imports, and only then imports it', async () => {
  const asked = serve({
    'a-1.js': () => script('import{x}from"./b-1.js";import"./c-1.js";import("./later.js")'),
    'b-1.js': () => script('import{y}from"./c-1.js";'),
    'c-1.js': () => script('export{z}from"./d-1.js"'),
    'd-1.js': () => script(''),
  });
  const load = importing('./a-1.js', () => Promise.resolve(7));
  expect(await fetchPart('charts', load)).toBe(7);
  expect(asked.sort()).toEqual(['a-1.js', 'b-1.js', 'c-1.js', 'd-1.js']);
});

it('[PAGE8] never imports what is not there, and fetches it when it is asked for again', async () => {
  const files: Record<string, () => Promise<Response>> = {
    'a-2.js': () => script('import"./b-2.js"'),
  };
  serve(files);
  const load = importing('./a-2.js', () => Promise.resolve(7));
  await expect(fetchPart('charts', load)).rejects.toMatchObject({
    kind: 'part-missing',
    params: { part: 'charts' },
  });
  expect(load).not.toHaveBeenCalled();
  files['b-2.js'] = () => script('');
  expect(await fetchPart('charts', load)).toBe(7);
});

it.each([
  ['a page in its place', page],
  ['an error', () => Promise.resolve(new Response('', { status: 404 }))],
])('[PAGE9] takes %s for no script', async (_, answer) => {
  serve({ 'a-3.js': answer });
  const load = importing('./a-3.js', () => Promise.resolve(7));
  await expect(fetchPart('charts', load)).rejects.toMatchObject({ kind: 'part-missing' });
  expect(load).not.toHaveBeenCalled();
});

it.each([
  'Failed to fetch dynamically imported module: http://localhost/a.js',
  'error loading dynamically imported module: http://localhost/a.js',
  'Importing a module script failed.',
])('[PAGE8] puts into words what browsers say: %s', async (message) => {
  const load = () => Promise.reject(new TypeError(message));
  await expect(fetchPart('charts', load)).rejects.toMatchObject(partMissing('charts').toData());
});

it('leaves an error of the part itself as it is', async () => {
  const broken = new TypeError('x is not a function');
  await expect(fetchPart('charts', () => Promise.reject(broken))).rejects.toBe(broken);
});
