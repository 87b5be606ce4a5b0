import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { landscape, madeFolder } from './support/folders';
import { START, dropPaths, expect, pictures, test } from './support/studio';

test('pictures that show the same are told, and all but one left out with one tick [PIC25]', async ({
  page,
}) => {
  const { path } = madeFolder(7);
  // Two of them once more, larger.
  for (const i of [2, 5]) writeFileSync(join(path, `again-${i}.png`), landscape(i, 96));
  await page.goto(START);
  await dropPaths(page, [path]);
  const ready = page.getByRole('status');
  await expect(ready.getByText(pictures(9))).toBeVisible();
  await page.getByRole('button', { name: '4 pictures look alike' }).click();
  const dialog = page.getByRole('dialog', { name: '4 pictures look alike' });
  const groups = dialog.getByRole('group');
  await expect(groups).toHaveCount(2);
  await expect(groups.first().getByRole('button')).toHaveCount(2);

  const all = dialog.getByRole('checkbox', { name: 'Leave out all but one of each' });
  // The store keeps a choice before the page shows it.
  await all.click();
  await expect(all).toBeChecked();
  await expect(page.getByText(pictures(7))).toBeAttached();
  await expect(groups.first().getByRole('button', { pressed: true })).toHaveCount(1);
  // One is taken back, and counts again.
  await groups.first().getByRole('button', { pressed: false }).click();
  await expect(page.getByText(pictures(8))).toBeAttached();
  await expect(all).not.toBeChecked();
  const one = dialog.getByRole('checkbox', { name: 'Leave out all but one', exact: true }).first();
  await one.click();
  await expect(one).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByText('2 left out')).toBeVisible();

  await page.reload();
  await expect(ready.getByText(pictures(7))).toBeVisible();
});
