import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import { parseSettingsHash, restoreSettings, settingsToHash } from '../../contract/settings';
import { estimateMemory } from '../../nets/memory';
import { buildGan } from '../../nets/presets';
import { estimateSaving } from '../../nets/saving';
import { validateSettings } from '../../nets/validate';
import { countParameters } from '../../nets/weights';
import type { Dice } from './dice';
import type { Verdict } from './verdict';

const VALUES = [
  '',
  '0',
  '-1',
  '1',
  '3',
  '4',
  '16',
  '28',
  '64',
  '1024',
  '1e9',
  '1e308',
  '1e-320',
  'NaN',
  'Infinity',
  '0x10',
  '4294967295',
  '4294967296',
  'true',
  'false',
  'atelier',
  'keragan',
  'artgan',
  'tensorflow',
  '__proto__',
  'constructor',
  '%00',
  '%ff%fe',
  '<script>',
  '🎨',
  '%E0%A4%A',
];

/** A settings link with some of its values, keys or characters changed. */
export function linkCase(dice: Dice): string {
  const parts = settingsToHash(DEFAULT_SETTINGS).slice(1).split('&');
  for (let left = 1 + dice.below(5); left > 0; left--) {
    const at = dice.below(parts.length);
    const key = parts[at]!.split('=')[0]!;
    switch (dice.below(6)) {
      case 0:
        parts.splice(at, 1);
        if (parts.length === 0) parts.push('preset=atelier');
        break;
      case 1:
        parts.push(`${dice.pick(VALUES)}=${dice.pick(VALUES)}`);
        break;
      case 2:
        parts.push(`${key}=${dice.pick(VALUES)}`.repeat(1 + dice.below(200)));
        break;
      default:
        parts[at] = `${key}=${dice.chance(0.3) ? dice.word() : dice.pick(VALUES)}`;
    }
  }
  return `#${parts.join('&')}`;
}

/** Opens a link as the page does, and measures what it would train. */
export function tryLink(hash: string): Verdict {
  const found = parseSettingsHash(hash);
  if (!found) return 'refused';
  const { settings } = restoreSettings(found);
  const context = { pictures: 480, maxBufferBytes: 2 ** 31, maxTotalBytes: 2 ** 33 };
  if (validateSettings(settings, context).length > 0) return 'refused';
  const gan = buildGan(settings);
  const figures: number[] = [
    countParameters(gan.generator).total,
    countParameters(gan.discriminator).total,
  ];
  for (const estimate of [
    estimateMemory(gan, settings.batchSize),
    estimateSaving(settings, context.pictures),
  ]) {
    figures.push(...(Object.values(estimate ?? {}) as number[]));
  }
  if (!figures.every(Number.isFinite)) throw new Error('A valid link has figures that are none.');
  return 'loaded';
}
