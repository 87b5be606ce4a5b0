import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './studio';

/** Not the port of the tests' own server, which goes on. */
export const OWN_PORT = Number(process.env['ATELIER_E2E_PORT'] ?? 4599) + 1;

/** The studio as `npm start` serves it, in a process of its own. */
export async function startStudio(): Promise<{ url: string; end: () => Promise<void> }> {
  const url = `http://localhost:${OWN_PORT}/`;
  const process = spawn('node', ['scripts/start.mjs', '--no-open', '--port', String(OWN_PORT)], {
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => process.once('exit', resolve));
  await expect.poll(() => answers(url), { timeout: 60_000 }).toBe(true);
  return {
    url,
    end: async () => {
      process.kill('SIGKILL');
      await ended;
      expect(await answers(url), 'the server is gone').toBe(false);
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );

/** All that the page's build consists of is in its cache, and the service worker answers from it. */
export async function held(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const list = document.querySelector<HTMLMetaElement>(
            'meta[name="atelier-parts"]',
          )!.content;
          const files = (await (await fetch(list)).json()) as string[];
          const there = await Promise.all(files.map((file) => caches.match(file)));
          const controlled = navigator.serviceWorker.controller !== null;
          return { missing: there.filter((one) => !one).length, controlled };
        }),
      { timeout: 60_000 },
    )
    .toEqual({ missing: 0, controlled: true });
  await partsLoaded(page);
}

/** What the page itself loads lazily has been loaded. */
export const partsLoaded = (page: Page): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(() =>
          ['RunsRoom', 'NewPictures', 'MyWork', 'Charts'].filter(
            (name) =>
              !performance
                .getEntriesByType('resource')
                .some((entry) => entry.name.includes(`/${name}-`)),
          ),
        ),
      { timeout: 60_000 },
    )
    .toEqual([]);

/** Every file that the studio consists of has come, where only the browser's own cache keeps them. */
export const filesFetched = (page: Page): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const list = document.querySelector<HTMLMetaElement>('meta[name="atelier-parts"]')!;
          const files = (await (await fetch(list.content)).json()) as string[];
          const come = performance
            .getEntriesByType('resource')
            .filter((entry) => (entry as PerformanceResourceTiming).responseEnd > 0)
            .map((entry) => entry.name);
          return files.filter((file) => !come.some((name) => name.endsWith(`/${file}`)));
        }),
      { timeout: 60_000 },
    )
    .toEqual([]);

/** A copy of dist/, and what makes another build of it: some of its files have other names then. */
export function buildToReplace(): { folder: string; replace: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-build-'));
  cpSync('dist', folder, { recursive: true });
  const replace = (): void => {
    const assets = join(folder, 'assets');
    const renamed = readdirSync(assets)
      .filter((name) => /^(decode-worker|native-thread|project-worker|MyWork|parts)-/.test(name))
      .map((name) => ({
        name,
        next: name.replace(/-[^-.]+\./, (hash) => `-next${hash.slice(3)}`),
      }));
    for (const { name, next } of renamed) renameSync(join(assets, name), join(assets, next));
    const texts = readdirSync(assets).map((name) => join(assets, name));
    for (const path of [join(folder, 'index.html'), ...texts]) {
      if (!/\.(html|js|json)$/.test(path)) continue;
      const text = readFileSync(path, 'utf8');
      const changed = renamed.reduce((now, { name, next }) => now.replaceAll(name, next), text);
      if (changed !== text) writeFileSync(path, changed);
    }
  };
  return { folder, replace };
}
