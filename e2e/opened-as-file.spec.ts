import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';

// Without the watch over requests: a file has no origin to stay within.

test('[WEB5] a double click on index.html says how to start', async ({ page }) => {
  for (const file of ['index.html', 'dist/index.html']) {
    await page.goto(pathToFileURL(resolve(file)).href);
    await expect(page.getByRole('heading', { name: 'Atelier has to be started' })).toBeVisible();
    await expect(page.getByText('npm start', { exact: true })).toBeVisible();
  }
});

test('[WEB5] none of it shows while the page loads, and it goes once the studio is there', async ({
  page,
}) => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((release) => (letGo = release));
  await page.route('**/assets/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./#engine=wasm', { waitUntil: 'commit' });
  const words = page.getByText('Atelier has to be started');
  await expect(words).toBeAttached();
  // Nothing is drawn before the page's style is there.
  await page.waitForFunction(() => document.styleSheets.length > 0);
  for (let look = 0; look < 5; look++) {
    expect(await words.isVisible()).toBe(false);
    await page.waitForTimeout(100);
  }
  // A script that never comes: they are of use then.
  await expect(words).toBeVisible({ timeout: 15_000 });
  letGo();
  await expect(page.getByRole('button', { name: 'Try with sample pictures' })).toBeVisible();
  await expect(words).toHaveCount(0);
});
