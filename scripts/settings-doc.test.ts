import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { settingsDocument } from './settings-doc';

it('[SET1] docs/settings.md says what the tables say', async () => {
  const path = new URL('../docs/settings.md', import.meta.url).pathname;
  const options = await resolveConfig(path);
  const text = await format(settingsDocument(), { ...options, parser: 'markdown' });
  await expect(text).toMatchFileSnapshot(path);
});
