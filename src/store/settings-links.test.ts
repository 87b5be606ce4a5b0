import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS, type Settings } from '../contract/hyperparameters';
import { parseSettingsHash } from '../contract/settings';
import { FIRST_SETTINGS, applyPreset } from '../nets/apply-preset';
import { openStudio } from '../testing/studio-harness';

/** Links, and the settings an earlier build took from them; made by scripts/fixtures/database. */
const links = JSON.parse(readFileSync('src/testing/fixtures/settings-links.json', 'utf8')) as {
  readonly link: string;
  readonly settings: Settings;
}[];

/** Links of the studio say all settings of their time; others were written by hand. */
const isWhole = ({ link, settings }: (typeof links)[number]): boolean =>
  Object.keys(settings).every((key) => key in (parseSettingsHash(link) ?? {}));
// The compiled engine was called by its language then.
const engineOf = ({ engine }: Settings) => (String(engine) === 'wgsl' ? 'compiled' : engine);

it.each(links.filter(isWhole))(
  '[SET3] the link $link means what it meant',
  async ({ link, settings }) => {
    const harness = await openStudio({ initialHash: `#${link}` });
    // Settings that came since keep to what was done before them.
    const expected = { ...DEFAULT_SETTINGS, ...settings, engine: engineOf(settings) };
    expect(harness.state().settings).toEqual(expected);
    await harness.end();
  },
);

it.each(links.filter((one) => !isWhole(one)))(
  '[SET3] the link $link says some settings; the others are those of its preset today',
  async ({ link, settings }) => {
    const harness = await openStudio({ initialHash: `#${link}` });
    const linked = Object.keys(parseSettingsHash(link) ?? {});
    const { preset, imageSize } = settings;
    const named = linked.includes('preset') && PRESET_IDS.includes(preset);
    const recipe = named ? applyPreset({ ...DEFAULT_SETTINGS, preset, imageSize }) : FIRST_SETTINGS;
    const said = Object.fromEntries(
      Object.entries({ ...settings, engine: engineOf(settings) }).filter(
        // A value that could not be used is no word of the link's.
        ([key, value]) => linked.includes(key) && value !== DEFAULT_SETTINGS[key as keyof Settings],
      ),
    );
    expect(harness.state().settings).toMatchObject(said);
    const unsaid = Object.entries(recipe).filter(([key]) => !linked.includes(key));
    expect(harness.state().settings).toMatchObject(Object.fromEntries(unsaid));
    await harness.end();
  },
);
