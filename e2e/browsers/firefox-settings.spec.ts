import { NO_DATABASE } from '../../src/contract/features';
import { openFirefox } from './drivers/firefox';
import { test } from './fixtures';
import { SMALL, reads } from './steps';

test('site data blocked: the page says what is missing [WEB6]', async ({ open }) => {
  const browser = await open(() => openFirefox({ 'network.cookie.cookieBehavior': 2 }));
  const tab = await browser.newTab();
  await tab.goto(SMALL);
  await reads(tab, new RegExp(`${NO_DATABASE.refused} \\(SecurityError\\)`));
  await reads(tab, new RegExp(NO_DATABASE.todo));
});
