import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { serveUnder } from './support/static-server';
import { START, expect, test } from './support/studio';

test.use({ serviceWorkers: 'allow' });

/** Another origin, which would gladly answer; counts how often it is asked. */
async function stranger(): Promise<{ url: string; asked: () => number; close: () => void }> {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('here you are');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    asked: () => asked,
    close: () => void server.close(),
  };
}

/** What a script that got into the page would try. Names what succeeded. */
const attack = (page: Page, url: string): Promise<string[]> =>
  page.evaluate(async (address) => {
    const won: string[] = [];
    const run = (script: string): void => {
      const element = document.createElement('script');
      element.textContent = script;
      document.body.append(element);
    };
    run('window.broken = "inline script"');
    document.body.insertAdjacentHTML('beforeend', '<img src="none" onerror="window.broken = 1">');
    const style = document.createElement('style');
    style.textContent = 'body { --broken: 1 }';
    document.head.append(style);
    // Beside the test's own call, in which the browser allows eval.
    await new Promise<void>((resolve) =>
      setTimeout(() => {
        try {
          eval('window.broken = "eval"');
        } catch {
          // As it should be.
        }
        resolve();
      }),
    );
    await fetch(address).then(
      () => won.push('fetch'),
      () => undefined,
    );
    const image = new Image();
    const seen = new Promise((resolve) => {
      image.onload = image.onerror = resolve;
    });
    image.src = `${address}picture.png`;
    await seen;
    try {
      new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).onmessage = () =>
        won.push('worker from a blob');
    } catch {
      // As it should be.
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    if ('broken' in window) won.push(String(window.broken));
    if (getComputedStyle(document.body).getPropertyValue('--broken')) won.push('inline style');
    return won;
  }, url);

const refusedKinds = ['script-src', 'style-src', 'connect-src', 'img-src', 'worker-src'];

async function expectAttackFails(page: Page, refused: string[]): Promise<void> {
  const other = await stranger();
  expect(await attack(page, other.url)).toEqual([]);
  expect(other.asked(), 'requests that reached another origin').toBe(0);
  other.close();
  for (const kind of refusedKinds) expect(refused.join('\n')).toContain(kind);
  refused.length = 0;
}

test('the page refuses scripts, styles and connections that are not its own [SAFE3] @core', async ({
  page,
  refused,
}) => {
  const response = await page.goto('./#engine=wasm');
  const header = response?.headers()['content-security-policy'] ?? '';
  expect(header).toContain("default-src 'none'");
  expect(header).toContain("frame-ancestors 'none'");
  expect(header).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*/);
  // [PERF6]
  const permissions = response?.headers()['permissions-policy'];
  expect(permissions).toBe('camera=(), midi=(self), microphone=(self)');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await expectAttackFails(page, refused);

  // A worker has the policy of its own script's headers.
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  const other = await stranger();
  const answer = await page.workers()[0]!.evaluate(
    (url) =>
      fetch(url).then(
        () => 'fetched',
        () => 'refused',
      ),
    other.url,
  );
  expect(answer).toBe('refused');
  expect(other.asked()).toBe(0);
  other.close();
  await expect.poll(() => refused.join('\n')).toContain('connect-src');
  refused.length = 0;
});

test.describe('a host that sends no headers', () => {
  let host: Awaited<ReturnType<typeof serveUnder>>;
  test.use({
    baseURL: async ({}, use) => {
      host = await serveUnder('/atelier/');
      await use(host.url);
      await host.close();
    },
  });

  test('the page carries its policy itself [SAFE3]', async ({ page, refused }) => {
    await page.goto(START);
    await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
    await expectAttackFails(page, refused);
  });
});

test('an SVG with styles of its own is drawn as it is [SAFE3]', async ({ page }) => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><style>rect{fill:#00ff00}' +
    '</style><script>document.documentElement.remove()</script>' +
    '<rect width="64" height="64"/><rect width="64" height="32" style="fill:#ff0000"/></svg>';
  await page.goto(START);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (
    await chooser
  ).setFiles([{ name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) }]);
  const tile = page.getByRole('button', { name: 'Picture 1, a.svg' });
  await expect(tile).toBeVisible();
  const corners = (): Promise<number[]> =>
    tile.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d')!;
      const at = (y: number) => [...context.getImageData(2, y, 1, 1).data.subarray(0, 3)];
      return [...at(2), ...at(canvas.height - 3)];
    });
  await expect.poll(corners).toEqual([255, 0, 0, 0, 255, 0]);
});
