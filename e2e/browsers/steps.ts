import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Tab } from './drivers/driver';
import { keptRuns, words, type KeptRun } from './in-page';

/** Pictures in the chosen folder. */
export const COUNT = 33;

const settings = {
  imageSize: 16,
  width: 8,
  latentSize: 8,
  // Goes evenly into the 480 sample pictures: 15 steps an epoch.
  batchSize: 32,
  keepBack: 'false',
  engine: 'wasm',
  seed: 7,
  sampleCount: 4,
  sampleEvery: 10,
  saveEvery: 10,
  checkpointSeconds: 2,
  checkpointEpochs: 1000,
};

const link = (epochs: number): string =>
  `/#${new URLSearchParams(Object.entries({ ...settings, epochs }).map(([key, value]) => [key, String(value)]))}`;

/** A settings link to a run that no test waits for the end of, small enough for two cores. */
export const SMALL = link(10_000);
/** The same, of as many steps as the reference has. */
export const BRIEF = link(40);

/** What Chromium makes of the same pictures and settings, in one go. */
export interface Reference {
  readonly pixels: {
    readonly asFolder: number;
    readonly asFiles: number;
    readonly samples: number;
  };
  readonly rows: KeptRun['rows'];
}

export const REFERENCE = '.cache/browsers/reference.json';

export const readReference = (): Reference =>
  JSON.parse(readFileSync(REFERENCE, 'utf8')) as Reference;

export const allFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Waits until the page says it. */
export const reads = (tab: Tab, pattern: RegExp): Promise<void> =>
  expect.poll(() => tab.evaluate(words), { timeout: 60_000 }).toMatch(pattern);

export async function takeSamples(tab: Tab): Promise<void> {
  await tab.press('button', 'Try with sample pictures');
  await reads(tab, /480 pictures ready/);
}

/** Opens the newest run from the Runs room. */
export async function openNewest(tab: Tab): Promise<void> {
  await tab.press('link', 'Runs');
  await tab.press('button', /^Open (?!a file)/);
}

/** The step that the open run shows; 0 where it shows none. */
export async function shownStep(tab: Tab): Promise<number> {
  const found = /\bstep\s+([\d,]+)/i.exec(await tab.evaluate(words));
  return Number(found?.[1]?.replace(/,/g, '') ?? 0);
}

export async function onlyRun(tab: Tab): Promise<KeptRun> {
  const runs = await tab.evaluate(keptRuns);
  expect(runs, 'runs kept').toHaveLength(1);
  return runs[0]!;
}
