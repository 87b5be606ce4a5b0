import { legalSides } from './custom-sides';
import {
  DEFAULT_SETTINGS,
  SETTING_KEYS,
  engineToday,
  parameter,
  type SettingKey,
  type Settings,
} from './hyperparameters';
import { readNumber } from './numbers';
import { SIDES } from './picture-shape';
import type { SettingIssue } from './setting-issues';

/** Checks one value against the table: its kind, whole numbers, limits, choices. */
export function checkValue(key: SettingKey, value: unknown): SettingIssue | null {
  const row = parameter(key);
  switch (row.kind) {
    case 'switch':
      return typeof value === 'boolean' ? null : { field: key, code: 'not-on-or-off', params: {} };
    case 'choice':
      return row.choices.includes(String(value))
        ? null
        : { field: key, code: 'no-choice', params: { choices: row.choices } };
    case 'integer':
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        const found = typeof value === 'string' ? value.slice(0, 24) : null;
        return { field: key, code: 'no-number', params: { found } };
      }
      if (row.multiple !== undefined) return checkSide(key, value, row.multiple);
      if (row.kind === 'integer' && !Number.isInteger(value)) {
        return { field: key, code: 'not-whole', params: { value } };
      }
      if (value < row.min || value > row.max) {
        const { min, max } = row;
        return { field: key, code: 'out-of-limits', params: { value, min, max } };
      }
      return null;
    }
  }
}

/** A side of pictures: what is wrong, and which sides are nearest. */
function checkSide(field: SettingKey, value: number, multiple: number): SettingIssue | null {
  const near = legalSides(value);
  if (near.includes(value)) return null;
  const { min, max } = SIDES;
  return { field, code: 'no-side', params: { value, multiple, min, max, near } };
}

/** All values against the table. What depends on the preset or the set is checked in nets/. */
export function checkSettings(settings: Settings): SettingIssue[] {
  return SETTING_KEYS.flatMap((key) => checkValue(key, settings[key]) ?? []);
}

/**
 * Settings from anything (a link, a stored record): unknown keys are dropped and a value that is
 * missing or out of its limits falls back, each said in `issues`.
 */
export function restoreSettings(
  raw: unknown,
  fallback: Settings = DEFAULT_SETTINGS,
): { settings: Settings; issues: SettingIssue[] } {
  const source: ReadonlyMap<string, unknown> = new Map(
    typeof raw === 'object' && raw !== null ? Object.entries(raw) : [],
  );
  const issues: SettingIssue[] = [];
  const out: Record<string, unknown> = { ...fallback };
  for (const key of SETTING_KEYS) {
    if (!source.has(key)) continue;
    const value = coerce(key, source.get(key));
    const issue = checkValue(key, value);
    if (issue) issues.push(issue);
    else out[key] = value;
  }
  return { settings: out as unknown as Settings, issues };
}

/** Choices that are numbers (image size, channels) are stored as numbers; links carry text, in which
 *  a person may have written numbers [SET10]. They mean the same in every language. */
function coerce(key: SettingKey, value: unknown): unknown {
  if (key === 'engine') return engineToday(value);
  const target: unknown = DEFAULT_SETTINGS[key];
  if (typeof target === 'number' && typeof value === 'string' && value.trim() !== '') {
    // A number that is one of some choices is a whole one.
    const number = readNumber(value, { whole: parameter(key).kind !== 'number' });
    return Number.isNaN(number) ? value : number;
  }
  if (typeof target === 'boolean' && (value === 'true' || value === 'false')) {
    return value === 'true';
  }
  return value;
}

/** What a text in a link or a form means for a setting; null where it is no value of it. */
export function settingFrom<K extends SettingKey>(key: K, text: string): Settings[K] | null {
  const value = coerce(key, text);
  return checkValue(key, value) ? null : (value as Settings[K]);
}

/** Settings as a URL hash: `#preset=artgan&epochs=3...`; all keys, so a link means one thing. */
export function settingsToHash(settings: Settings): string {
  const params = new URLSearchParams();
  for (const key of SETTING_KEYS) params.set(key, String(settings[key]));
  return `#${params.toString()}`;
}

/** The keys and texts a hash holds, or null where it holds no setting at all. */
export function parseSettingsHash(hash: string): Record<string, string> | null {
  if (hash.length > 4096) return null;
  const entries = [...new URLSearchParams(hash.replace(/^#/, ''))].filter(([key]) =>
    (SETTING_KEYS as string[]).includes(key),
  );
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}
