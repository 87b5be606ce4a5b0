import { expect, test } from './support/studio';
import { smallRun, trained, trainOnMade } from './support/training';

test('a notice leaves once it could be read, stays while it is pointed at, and can be read again [PAGE11]', async ({
  page,
}) => {
  await page.clock.install();
  await page.goto('./#engine=wasm&width=0x10');
  const log = page.getByRole('log', { name: 'Notices' });
  const said = log.getByText(/Network width needs a number; it is "0x10"/);
  await expect(said).toBeVisible();
  await said.hover();
  await page.clock.fastForward(60_000);
  await expect(said, 'pointed at').toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.fastForward(25_000);
  await expect(said).toBeHidden();
  await page.getByRole('button', { name: 'Past notices' }).click();
  await expect(page.getByRole('list', { name: /^Past notices/ })).toContainText('"0x10"');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('list', { name: /^Past notices/ })).toBeHidden();
});

test.describe('a person who writes decimal commas', () => {
  test.use({ locale: 'de-DE' });

  test('is understood in every field, and a rate that is none leaves the run as it is [SET10] [TRN6]', async ({
    page,
  }) => {
    await trainOnMade(page, smallRun({ epochs: '1.000', generatorLearningRate: '0,001' }));
    await trained(page, 2);
    await expect(page.locator('main').getByText(/\/1,000$/)).toBeVisible();
    const rate = page.getByLabel('Generator learning rate', { exact: true });
    await expect(rate).toHaveValue('0.001');
    for (const [typed, shown] of [
      ['2×10⁻⁴', '0.0002'],
      ['0,0005', '0.0005'],
      ['０．００２', '0.002'],
    ] as const) {
      await rate.fill(typed);
      await rate.press('Tab');
      await expect(rate).toHaveValue(shown);
      await expect(rate).not.toHaveAttribute('aria-invalid', 'true');
    }
    for (const [typed, why] of [
      ['0x10', '"0x10" is not a number'],
      ['1,000', 'it is 1. It stays at 0.002'],
      ['', 'It stays at 0.002'],
    ] as const) {
      await rate.fill(typed);
      await rate.press('Tab');
      await expect(rate).toHaveValue('0.002');
      await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible();
    }
  });
});
