import { madeFolder } from '../support/folders';
import { en } from '../../src/words/en';
import { openFirefox } from './drivers/firefox';
import { expect, test } from './fixtures';
import { keptSets } from './in-page';
import { COUNT, SMALL, allFiles, readReference, reads } from './steps';

test('site data blocked: the page says what is missing [WEB6]', async ({ open }) => {
  const browser = await open(() => openFirefox({ 'network.cookie.cookieBehavior': 2 }));
  const tab = await browser.newTab();
  await tab.goto(SMALL);
  await reads(tab, new RegExp(`${en.database.refused} \\(SecurityError\\)`));
  await reads(tab, new RegExp(en.database.todo));
});

test('a canvas that answers with noise: the pixels are those of the files', async ({ open }) => {
  const browser = await open(() => openFirefox({ 'privacy.resistFingerprinting': true }));
  const tab = await browser.newTab();
  await tab.goto(SMALL);
  await tab.choose('Choose files', allFiles(madeFolder(COUNT).path));
  await reads(tab, new RegExp(`${COUNT} pictures ready`));
  const [set] = await tab.evaluate(keptSets);
  expect(set!.pixels).toBe(readReference().pixels.asFiles);
});
