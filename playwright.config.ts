import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './scripts/chromium.mjs';

/** Another one where two checkouts are tested on one machine. */
const port = Number(process.env.ATELIER_E2E_PORT ?? 4599);

/** e2e on the built app. Two workers, but for what goes by the clock, which scripts/test.mjs runs apart. */
export default defineConfig({
  testDir: 'e2e',
  // Those run in several browsers, by playwright.browsers.config.ts.
  testIgnore: 'browsers/**',
  workers: 2,
  fullyParallel: false,
  timeout: 300_000,
  // A busy machine may take its time.
  expect: { timeout: 60_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.ATELIER_REPORT ?? '.cache/reports/e2e.json' }],
  ],
  use: {
    baseURL: `http://localhost:${port}/`,
    launchOptions: chromiumLaunch(),
    trace: 'off',
    // It fetches all of the studio, for each test anew. Tests of what it is for, or of a host, allow it.
    serviceWorkers: 'block',
    acceptDownloads: true,
  },
  projects: [{ name: 'chromium', use: { viewport: { width: 1280, height: 800 } } }],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    port,
    reuseExistingServer: false,
  },
});
