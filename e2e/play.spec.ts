import { expect, test } from './support/studio';
import { finished, smallRun, trainOnMade } from './support/training';

test('one picture as large as the screen walks on without an end; keys and touch lead it [PLAY1] [PLAY2] [DRAW2] [DRAW5]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await trainOnMade(page, smallRun({ epochs: 2, sampleEvery: 1 }));
  await finished(page);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await page.getByRole('button', { name: 'Take seed 3', exact: true }).click();
  await page.getByRole('button', { name: 'Full screen' }).click();
  const play = page.getByRole('dialog', { name: 'Full screen' });
  const picture = play.getByRole('img');
  const pixels = (): Promise<string> =>
    picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const first = await pixels();
  await expect.poll(pixels).not.toBe(first);

  await expect(picture).toHaveAttribute('data-way', 'read-back');

  // Nothing is over it while hands rest, until one moves.
  const bar = play.getByRole('button', { name: 'Stand still' }).locator('..');
  await expect(bar).toHaveCSS('opacity', '0');
  await page.mouse.move(300, 300);
  await expect(bar).toHaveCSS('opacity', '1');

  // It stands still, and goes on, at Space; the next picture comes at an arrow.
  await page.keyboard.press('Space');
  await expect(play.getByRole('button', { name: 'Walk', exact: true })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  const box = await picture.boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0 });
  await page.keyboard.press('k');
  await page.keyboard.press('Escape');
  await expect(play).toBeHidden();
  await expect(page.getByRole('img', { name: 'seed 0', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take Favourite 1' })).toBeVisible();
});
