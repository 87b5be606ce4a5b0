import {
  DEFAULT_SETTINGS,
  HYPERPARAMETERS,
  PRESET_IDS,
  SETTING_KEYS,
  parameter,
  type SettingKey,
} from '../src/contract/hyperparameters';
import { PRESETS } from '../src/nets/presets';
import { applyPreset } from '../src/nets/apply-preset';
import { addedBy, stepInWords } from './step-in-words';
import { en } from '../src/words/en';
import type { SettingWords } from '../src/words/settings';

const GROUPS = { ...en.settingGroups, start: 'At first sight' };
const wordsOf = (key: SettingKey): SettingWords => en.settings[key];

/** docs/settings.md: every hyperparameter and every preset, read off the tables they live in. */
export function settingsDocument(): string {
  const groups = Object.keys(GROUPS) as (keyof typeof GROUPS)[];
  return [
    '# Settings',
    '<!-- Written by `npx vitest run --project unit scripts/settings-doc.test.ts -u` from the ' +
      'hyperparameter table and the presets. Do not edit by hand. -->',
    ...groups.map(groupSection),
    '## Presets',
    `With *${wordsOf('averageGenerator').label}*, a step has one instruction more. ${addedBy(DEFAULT_SETTINGS, { averageGenerator: true })}`,
    ...PRESET_IDS.map((id) => presetSection(id)),
    augmentationSection(),
  ].join('\n\n');
}

function groupSection(group: keyof typeof GROUPS): string {
  const rows = SETTING_KEYS.filter((key) => HYPERPARAMETERS[key].group === group).map((key) => {
    const { label, help } = wordsOf(key);
    return [label, help, limits(key), shown(key, parameter(key).default)];
  });
  const header = ['Setting', 'What it does', 'Allowed', 'Default'];
  return `## ${GROUPS[group]}\n\n${table(header, rows)}`;
}

/** What Augmentation makes of a step, of any preset's. */
function augmentationSection(): string {
  const { label, choices } = wordsOf('augmentation');
  const { name } = en.presets.atelier;
  const settings = applyPreset({ ...DEFAULT_SETTINGS, preset: 'atelier' });
  return [
    `## A step with augmentation`,
    `${label} changes the step of every preset alike: whatever the discriminator judges was augmented before. ${name}’s, with ${label} ${choices?.['fixed']}:`,
    stepInWords({ ...settings, augmentation: 'fixed' }),
  ].join('\n\n');
}

function presetSection(id: (typeof PRESET_IDS)[number]): string {
  const preset = PRESETS[id];
  const columns = preset.sizes.map((size) => preset.defaults(size));
  const keys = SETTING_KEYS.filter((key) => columns.some((column) => column[key] !== undefined));
  const header = ['Setting', ...preset.sizes.map((size) => `${size} px`)];
  const rows = keys.map((key) => [
    wordsOf(key).label,
    ...columns.map((column) => (column[key] === undefined ? '' : shown(key, column[key]))),
  ]);
  const { name, description, source } = en.presets[id];
  const batches = `Batches: ${en.batching[preset.batching]}`;
  const step = stepInWords(applyPreset({ ...DEFAULT_SETTINGS, preset: id }));
  const words = [description, batches, step, `Source: ${source}`];
  return [`### ${name}`, ...words, table(header, rows)].join('\n\n');
}

function limits(key: SettingKey): string {
  const row = parameter(key);
  switch (row.kind) {
    case 'choice':
      return row.choices.map((choice) => shown(key, choice)).join(', ');
    case 'integer':
    case 'number':
      return [
        ...(row.multiple === undefined ? [] : [`multiples of ${row.multiple},`]),
        `${row.min} to ${row.max}`,
        wordsOf(key).unit?.other,
      ]
        .join(' ')
        .trim();
    case 'switch':
      return 'on, off';
  }
}

function shown(key: SettingKey, value: string | number | boolean): string {
  const row = parameter(key);
  switch (row.kind) {
    case 'choice':
      return wordsOf(key).choices?.[String(value)] ?? String(value);
    case 'switch':
      return value === true ? 'on' : 'off';
    case 'integer':
    case 'number':
      return String(value);
  }
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
