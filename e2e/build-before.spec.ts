import { readFileSync } from 'node:fs';
import { fillDatabase } from '../src/testing/fill-database';
import { expect, fillSettings, test } from './support/studio';
import { curvesOf, finished } from './support/training';

interface Facts {
  readonly preferences: Readonly<Record<string, string>>;
  readonly runs: readonly { readonly name: string }[];
  /** The first lines of each run's curves once the earlier build had taken it to its end. */
  readonly curves: Readonly<Record<string, string>>;
}
const FIXTURE = 'src/testing/fixtures/databases/version-5';
const facts = JSON.parse(readFileSync(`${FIXTURE}.json`, 'utf8')) as Facts;
const base64 = readFileSync(`${FIXTURE}.bin.gz`).toString('base64');

/** The nets of these are small, and their last step is not far. */
const GO_ON = ['stopped wasm', 'interrupted', 'artgan', 'keragan', 'tensorflow'];

test('the studio of an earlier build, opened by this one: nothing is lost, and its runs go on to the bit [WEB7] [SAVE5]', async ({
  page,
}) => {
  await page.goto('./licences.txt');
  await page.evaluate(fillDatabase, { base64, name: 'atelier' });
  await page.evaluate((entries) => Object.assign(localStorage, entries), facts.preferences);
  await page.goto('./#runs');
  await expect(page.getByRole('button', { name: /^Open (?!a file)/ })).toHaveCount(
    facts.runs.length,
  );
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await fillSettings(page, {});
  await expect(page.getByLabel('Epochs', { exact: true })).toHaveValue('77');
  await expect(page.getByLabel('Engine', { exact: true }).locator('option:checked')).toHaveText(
    'WebGPU (compiled)',
  );
  for (const name of GO_ON) {
    await test.step(`"${name}" goes on`, async () => {
      await page.getByRole('link', { name: 'Runs', exact: true }).click();
      await page.getByRole('button', { name: `Open ${name}`, exact: true }).click();
      await page.getByRole('button', { name: /^Go on from/ }).click();
      await finished(page);
      const lines = (await curvesOf(page)).split('\n');
      const expected = facts.curves[name]!.split('\n');
      expect(lines.slice(0, expected.length)).toEqual(expected);
    });
  }
});
