import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { fillDatabase } from '../src/testing/fill-database';
import { expect, fillSettings, test } from './support/studio';
import { curvesOf, finished, trained } from './support/training';

interface Facts {
  readonly preferences: Readonly<Record<string, string>>;
  readonly runs: readonly {
    readonly name: string;
    readonly step: number;
    readonly device: string;
  }[];
  /** The first lines of each run's curves once the earlier build had taken it to its end. */
  readonly curves: Readonly<Record<string, string>>;
}
const FIXTURE = 'src/testing/fixtures/databases/version-5';
const facts = JSON.parse(readFileSync(`${FIXTURE}.json`, 'utf8')) as Facts;
const base64 = readFileSync(`${FIXTURE}.bin.gz`).toString('base64');

/** The nets of these are small, and their last step is not far. */
const GO_ON = ['stopped wasm', 'interrupted', 'artgan', 'keragan', 'tensorflow'];

/** Opens the studio on what the earlier build left. */
async function openBefore(page: Page): Promise<void> {
  await page.goto('./licences.txt');
  await page.evaluate(fillDatabase, { base64, name: 'atelier' });
  await page.evaluate((entries) => Object.assign(localStorage, entries), facts.preferences);
  await page.goto('./#runs');
}

async function openRun(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('button', { name: `Open ${name}`, exact: true }).click();
}

/** Where the run's figures tell it; a narrow page has no room for it in its head. */
const shown = (page: Page, text: string | RegExp): Locator =>
  page.locator('main').getByText(text).filter({ visible: true }).first();

test('the studio of an earlier build, opened by this one: nothing is lost, and its runs go on to the bit [WEB7] [SAVE5] [RUN9]', async ({
  page,
}) => {
  await openBefore(page);
  await expect(page.getByRole('button', { name: /^Open (?!a file)/ })).toHaveCount(
    facts.runs.length,
  );
  await test.step('runs are found by words, and put in order [RUN9]', async () => {
    const cards = page.getByRole('button', { name: /^Open (?!a file)/ });
    const search = page.getByRole('searchbox', { name: 'Search runs' });
    await search.fill('HALTED');
    await expect(cards).toHaveAccessibleName('Open failed');
    await search.fill('no such run');
    await expect(cards).toHaveCount(0);
    await expect(page.getByRole('status').getByText(/^No run has/)).toBeVisible();
    await search.fill('');
    await page.getByLabel('Order of the runs').selectOption('By name');
    const names = facts.runs.map(({ name }) => `Open ${name}`).sort();
    await expect(cards.first()).toHaveAccessibleName(names[0]!);
    await expect(cards.last()).toHaveAccessibleName(names.at(-1)!);
  });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, {});
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('77');
  await expect(page.getByLabel('Engine', { exact: true }).locator('option:checked')).toHaveText(
    'WebGPU (compiled)',
  );
  for (const name of GO_ON) {
    await test.step(`"${name}" goes on`, async () => {
      await openRun(page, name);
      await page.getByRole('button', { name: /^Go on from/ }).click();
      await finished(page);
      const lines = (await curvesOf(page)).split('\n');
      const expected = facts.curves[name]!.split('\n');
      expect(lines.slice(0, expected.length)).toEqual(expected);
    });
  }
});

// The end of the one is far, and the engine of the other need not round as it did: what they had learnt
// is kept, and they go on.
for (const { name, press, engine, far } of [
  { name: 'failed', press: 'Go on with half the learning rates', engine: /^WASM,/, far: true },
  { name: 'compiled', press: /^Go on from/, engine: /^WebGPU \(compiled\),/, far: false },
]) {
  test(`the run "${name}" of an earlier build goes on, on the engine that trained it [SAVE5] [WORD4]`, async ({
    page,
  }) => {
    const { step, device } = facts.runs.find((run) => run.name === name)!;
    await openBefore(page);
    await openRun(page, name);
    // In the words of that build.
    await expect(shown(page, device)).toBeVisible();
    await page.getByRole('button', { name: press }).click();
    if (far) {
      await trained(page, step + 2);
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await expect(page.getByText(/^Stopped after/)).toBeVisible({ timeout: 60_000 });
    } else await finished(page);
    await expect(shown(page, engine)).toBeVisible();
    const lines = (await curvesOf(page)).trimEnd().split('\n');
    expect(lines.slice(0, 1 + step)).toEqual(facts.curves[name]!.split('\n').slice(0, 1 + step));
    if (far) expect(lines.length).toBeGreaterThan(1 + step + 2);
    else expect(lines).toHaveLength(facts.curves[name]!.split('\n').length);
    expect(
      lines
        .slice(1)
        .flatMap((line) => line.split(',').map(Number))
        .every(Number.isFinite),
    ).toBe(true);
  });
}
