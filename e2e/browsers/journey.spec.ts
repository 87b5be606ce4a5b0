import { readFileSync } from 'node:fs';
import { zipNames } from '../support/generator';
import { madeFolder } from '../support/folders';
import type { Browser, Tab } from './drivers/driver';
import { expect, test } from './fixtures';
import { heard, heldLocks, keptSets, listen, words, type KeptRun } from './in-page';
import {
  COUNT,
  SMALL,
  allFiles,
  onlyRun,
  openNewest,
  reads,
  readReference,
  shownStep,
  takeSamples,
} from './steps';

/** Steps that are waited for, so that something has happened. */
const MORE = 30;

/** How far losses may be off those of Chromium, as a share: sines and logarithms are rounded by each
 *  browser in its own way. */
const TOLERANCE = 1e-9;

/** Locks that belong to a run in training. */
const locksOf = ({ id, datasetId }: KeptRun): string[] => [
  `atelier.run:${id}`,
  `atelier.set:${datasetId}`,
];

const upTo = (steps: number): number[] => Array.from({ length: steps }, (_, i) => i + 1);

const stepsOf = ({ rows }: KeptRun): number[] => rows.map(([step]) => step!);

/** Waits until the run that is trained here is beyond that step. */
const beyond = (tab: Tab, step: number): Promise<void> =>
  expect
    .poll(() => shownStep(tab), {
      message: `beyond step ${step}`,
      timeout: 60_000,
      intervals: [50],
    })
    .toBeGreaterThan(step);

/** Every step was told once, in order. */
async function toldOnce(tab: Tab, from: number, to: number): Promise<void> {
  const { metrics, progress } = await tab.evaluate(heard);
  expect(metrics, 'steps of the rows that the worker sent').toEqual(upTo(to).slice(from));
  expect(progress.length, 'messages of progress').toBeGreaterThan(0);
  expect(progress, 'steps of the messages of progress').toEqual([...new Set(progress)]);
}

test('from a folder to a project in another browser [WEB8] [RUN3] [SAVE5] [TAB1] [FILE1] [OUT2]', async ({
  tested,
  open,
}, info) => {
  const reference = readReference();
  const browser = await open();
  info.annotations.push({ type: 'browser', description: browser.version });
  const tab = await browser.newTab();
  await tab.resize(1280, 800);
  await tab.goto(SMALL);

  await test.step('pictures', async () => {
    const folder = madeFolder(COUNT);
    if (browser.choosesFolders) await tab.choose('Choose a folder', [folder.path]);
    else await tab.choose('Choose files', allFiles(folder.path));
    await reads(tab, new RegExp(`${COUNT} pictures ready`));
    await takeSamples(tab);
    const [chosen, painted] = await tab.evaluate(keptSets);
    const { asFolder, asFiles, samples } = reference.pixels;
    expect(chosen!.pixels, 'pixels of the folder').toBe(
      browser.choosesFolders ? asFolder : asFiles,
    );
    expect(painted!.pixels, 'pixels of the sample pictures').toBe(samples);
  });

  const paused = await test.step('train and pause', async () => {
    await tab.evaluate(listen);
    await tab.press('link', 'Train');
    await tab.press('button', 'Train');
    await beyond(tab, MORE);
    expect(await tab.evaluate(heldLocks), 'locks in training').toEqual(locksOf(await onlyRun(tab)));
    await tab.press('button', 'Pause');
    await reads(tab, /Resume/);
    await reads(tab, /Saved (just now|.* ago)/);
    const run = await onlyRun(tab);
    expect(run.state).toBe('paused');
    expect(stepsOf(run), 'steps kept').toEqual(upTo(run.step));
    expect(await shownStep(tab)).toBe(run.step);
    await toldOnce(tab, 0, run.step);
    return run;
  });

  await test.step('reload and go on', async () => {
    await tab.reload();
    await openNewest(tab);
    await reads(tab, /It goes on exactly from where it was saved/);
    expect(await tab.evaluate(heldLocks), 'locks after the reload').toEqual([]);
    await tab.evaluate(listen);
    await tab.press('button', /^Go on from/);
    await beyond(tab, paused.step + MORE);
    expect(await tab.evaluate(heldLocks), 'locks in training').toEqual(locksOf(paused));
  });

  const stopped = await test.step('a second tab looks on', async () => {
    const second = await browser.newTab();
    await second.goto(SMALL);
    await openNewest(second);
    await reads(second, /Another tab trains this run; you are looking on/);
    await beyond(second, (await shownStep(second)) + MORE);
    expect(await second.evaluate(words)).not.toMatch(/^(Pause|Resume|Stop|Go on.*)$/m);
    expect(await second.evaluate(heldLocks), 'locks with two tabs').toEqual(locksOf(paused));
    await tab.press('button', 'Stop');
    await reads(tab, /Stopped after/);
    await reads(second, /Stopped after/);
    await expect.poll(() => tab.evaluate(heldLocks), 'locks after the run').toEqual([]);
    await second.close();
    const run = await onlyRun(tab);
    expect(run.state).toBe('stopped');
    expect(stepsOf(run), 'steps kept').toEqual(upTo(run.step));
    await toldOnce(tab, paused.step, run.step);
    return run;
  });

  await test.step('the same losses as an unbroken run in Chromium', () => {
    const { rows } = reference;
    const tolerance = tested === 'chromium' ? 0 : TOLERANCE;
    expect(rows.length, 'steps to compare').toBeGreaterThan(paused.step + MORE);
    for (const [i, row] of stopped.rows.slice(0, rows.length).entries()) {
      for (const [column, value] of row.entries()) {
        const expected = rows[i]![column]!;
        const off = Math.abs(value - expected);
        expect(off, `step ${i + 1}: ${value}, ${expected}`).toBeLessThanOrEqual(
          tolerance * Math.abs(expected),
        );
      }
    }
  });

  await test.step('downloads', async () => {
    const press = (name: string) => () => tab.press('button', name);
    const generator = await tab.download(press('Download generator'));
    expect(await zipNames(generator)).toContain('model.json');
    const samples = await tab.download(press('Download all samples'));
    expect(await zipNames(samples)).toHaveLength(stopped.samples);
    const curves = readFileSync(await tab.download(press('Download curves')), 'utf8').trim();
    expect(curves.split('\n').length - 1, 'rows of the curves').toBe(stopped.step);
  });

  await test.step('a project to another browser', async () => {
    await tab.press('link', 'Runs');
    await tab.press('button', /^More for/);
    const file = await tab.download(() =>
      tab.press('menuitem', 'Export project with its pictures'),
    );
    expect(file).toMatch(/\.atelier$/);
    const other: Browser = await open();
    const there = await other.newTab();
    await there.goto(SMALL);
    await there.press('link', 'Runs');
    await there.choose('Open a file', [file]);
    await reads(there, /Go on from/);
    const run = await onlyRun(there);
    expect(run.rows).toEqual(stopped.rows);
    expect([run.samples, run.generators]).toEqual([stopped.samples, stopped.generators]);
    await there.press('button', /^Go on from/);
    await beyond(there, stopped.step + MORE);
    await there.press('button', 'Stop');
    await reads(there, /Stopped after/);
    const on = await onlyRun(there);
    expect(stepsOf(on)).toEqual(upTo(on.step));
  });

  await test.step('dark, and on a telephone', async () => {
    await tab.press('button', 'Turn the room dark');
    await tab.resize(390, 844);
    for (const room of ['Pictures', 'Train', 'Runs']) {
      await tab.press('link', room);
      const seen = await tab.evaluate(() => ({
        colour: getComputedStyle(document.body).backgroundColor,
        width: innerWidth,
        needed: document.documentElement.scrollWidth,
      }));
      const levels = /(\d+), (\d+), (\d+)/.exec(seen.colour)!.slice(1).map(Number);
      expect(Math.max(...levels), `${room}: ${seen.colour}`).toBeLessThan(64);
      expect(seen.width).toBe(390);
      expect(seen.needed, `width that ${room} needs`).toBeLessThanOrEqual(390);
      await tab.screenshot(info.outputPath(`${tested}-${room.toLowerCase()}.png`));
    }
  });
});
