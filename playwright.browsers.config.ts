import { defineConfig } from '@playwright/test';
import { testedBrowsers } from './scripts/browsers.mjs';
import e2e from './playwright.config';
import type { BrowserName } from './e2e/browsers/drivers/open';

const browsers = await testedBrowsers();

/** One journey through the built app in every browser that is here; one that is demanded and missing
 *  fails. Playwright is the runner alone: each browser has a driver of its own in e2e/browsers. */
export default defineConfig<{ tested: BrowserName }>({
  ...e2e,
  testDir: 'e2e/browsers',
  globalSetup: './e2e/browsers/reference.ts',
  workers: 1,
  timeout: 240_000,
  reporter: [['list'], ['json', { outputFile: '.cache/reports/browsers.json' }]],
  projects: browsers
    .filter(({ found, demanded }) => found || demanded)
    .map(({ name }) => ({
      name,
      use: { tested: name as BrowserName },
      // Preferences that no other browser knows.
      testIgnore: name === 'firefox-esr' ? [] : '**/firefox-settings.spec.ts',
    })),
});
