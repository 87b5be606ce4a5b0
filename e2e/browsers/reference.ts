import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { madeFolder } from '../support/folders';
import { openPlaywright } from './drivers/playwright';
import { keptSets } from './in-page';
import {
  BRIEF,
  COUNT,
  REFERENCE,
  allFiles,
  onlyRun,
  reads,
  takeSamples,
  type Reference,
} from './steps';

/** Before all tests: what Chromium makes of the pictures, and one unbroken run in it. */
export default async function makeReference({ projects }: FullConfig): Promise<void> {
  const browser = await openPlaywright('chromium');
  try {
    const tab = await browser.newTab();
    await tab.goto(new URL(BRIEF, projects[0]!.use.baseURL).href);
    const { path } = madeFolder(COUNT);
    await tab.choose('Choose a folder', [path]);
    await reads(tab, new RegExp(`${COUNT} pictures ready`));
    await takeSamples(tab);
    await tab.choose('Choose files', allFiles(path));
    await reads(tab, new RegExp(`${COUNT} pictures ready`));
    await takeSamples(tab);
    const sets = await tab.evaluate(keptSets);
    await tab.press('link', 'Train');
    await tab.press('button', 'Train');
    await reads(tab, /Finished/);
    const { rows } = await onlyRun(tab);
    const reference: Reference = {
      pixels: { asFolder: sets[0]!.pixels, samples: sets[1]!.pixels, asFiles: sets[2]!.pixels },
      rows,
    };
    mkdirSync(dirname(REFERENCE), { recursive: true });
    writeFileSync(REFERENCE, JSON.stringify(reference));
  } finally {
    await browser.close();
  }
}
