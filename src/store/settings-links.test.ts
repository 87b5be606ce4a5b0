import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import { openStudio } from '../testing/studio-harness';

/** Links, and the settings an earlier build took from them; made by scripts/fixtures/database. */
const links = JSON.parse(readFileSync('src/testing/fixtures/settings-links.json', 'utf8')) as {
  readonly link: string;
  readonly settings: Settings;
}[];

it.each(links)('[SET3] the link $link means what it meant', async ({ link, settings }) => {
  const harness = await openStudio({ initialHash: `#${link}` });
  // The compiled engine was called by its language then.
  const engine = String(settings.engine) === 'wgsl' ? 'compiled' : settings.engine;
  // Settings that came since keep to what was done before them.
  expect(harness.state().settings).toEqual({ ...DEFAULT_SETTINGS, ...settings, engine });
  await harness.end();
});
