import type { Browser } from './driver';
import { openFirefox } from './firefox';
import { openPlaywright } from './playwright';
import { openWebkitGtk } from './webkit-gtk';

export const OPENERS = {
  chromium: () => openPlaywright('chromium'),
  'firefox-esr': () => openFirefox(),
  webkitgtk: openWebkitGtk,
  'playwright-firefox': () => openPlaywright('firefox'),
  'playwright-webkit': () => openPlaywright('webkit'),
} satisfies Record<string, () => Promise<Browser>>;

export type BrowserName = keyof typeof OPENERS;
