import type { SettingKey } from '../../contract/hyperparameters';
import { bytes, eitherOf } from '../format';
import type { SettingIssueWords } from '../setting-issues';
import type { SettingWords } from '../settings';
import { countOf } from './count-of';
import { presets } from './presets';
import { settings } from './settings';
import { sizeText } from './size-text';

const label = (field: SettingKey): string => settings[field].label;
const nameOf = (field: SettingKey, choice: string): string => {
  const { choices }: SettingWords = settings[field];
  return choices?.[choice] ?? choice;
};
const colour = (channels: number): string => (channels === 1 ? 'grey' : 'colour');

export const settingIssues: SettingIssueWords = {
  'not-on-or-off': (_, field) => `${label(field)} is either on or off.`,
  'no-choice': ({ choices }, field) =>
    `${label(field)} is one of: ${choices.map((choice) => nameOf(field, choice)).join(', ')}.`,
  'no-number': ({ found }, field) =>
    `${label(field)} needs a number${found === null ? '' : `; it is "${found}"`}.`,
  'not-whole': ({ value }, field) => `${label(field)} needs a whole number; it is ${value}.`,
  'out-of-limits': ({ value, min, max }, field) =>
    `${label(field)} goes from ${min} to ${max}; it is ${value}.`,

  'no-side': ({ value, multiple, min, max, near }, field) =>
    `${label(field)} is a multiple of ${multiple}, from ${min} to ${max}; it is ${value}. Choose ${eitherOf(near.map(String))}.`,

  'preset-size': ({ preset, sizes, imageSize }) =>
    `${presets[preset].name} works at ${eitherOf(sizes.map((size) => `${size} px`))}; the image size is ${imageSize} px.`,
  'preset-shape': ({ preset, shapes, shape }) =>
    `${presets[preset].name} works in the shape ${eitherOf(shapes.map((one) => nameOf('shape', one)))}; the shape chosen is ${nameOf('shape', shape)}. Choose another shape or preset.`,
  'preset-channels': ({ preset, allowed, channels }) =>
    `${presets[preset].name} works in ${eitherOf(allowed.map(colour))}; the pictures are in ${colour(channels)}.`,
  'preset-width': ({ preset, imageSize, multiple, min, width }) =>
    `${presets[preset].name} at ${sizeText(imageSize)} needs a multiple of ${multiple}, ${min} at least; the network width is ${width}.`,
  'batch-over-set': ({ batchSize, pictures }) =>
    `${label('batchSize')} is ${batchSize}; the set has ${countOf(pictures, 'picture')}. ${
      pictures === 0
        ? 'Tick pictures on first.'
        : `Lower it to ${pictures} or less, or add pictures.`
    }`,
  'batch-of-one': ({ preset, pictures }) =>
    `${label('batchSize')} is 1; ${presets[preset].name} needs 2 at least, since its batch normalisation compares the pictures of a batch. ${
      pictures === 1 ? 'Add pictures, or choose another preset.' : 'Choose 2 or more.'
    }`,
  'penalty-batch-norm': (_, field) =>
    `${label(field)} needs a discriminator without batch normalisation, which mixes the pictures of a batch. Set ${label('discriminatorNorm')} to ${nameOf('discriminatorNorm', 'none')}, or ${label(field)} to 0.`,
  'too-large': ({ limit, needed, most, batch }) =>
    [
      limit === 'piece'
        ? `The largest tensor of a step takes ${bytes(needed)}; this engine holds ${bytes(most)} in one piece.`
        : `A step takes about ${bytes(needed)}; this engine holds ${bytes(most)} in all.`,
      batch === null
        ? 'Lower the network width, or choose smaller pictures.'
        : `Lower the batch size to ${batch} or less, or choose smaller pictures.`,
    ].join(' '),
  'adaptive-without-level': ({ loss }) =>
    `${nameOf('augmentation', 'adaptive')} goes by how many real pictures the discriminator takes for real; with ${label('loss')} ${nameOf('loss', loss)} it only compares them with generated ones. Keep pictures back of more than 50, choose ${nameOf('augmentation', 'fixed')}, or another ${label('loss')}.`,
  network: ({ error }, _, tell) => tell.error(error).message,

  'set-size': ({ set, prepared, wanted, coming }) =>
    coming
      ? `The pictures are being prepared at ${sizeText(wanted)}.`
      : `"${set}" is prepared at ${sizeText(prepared)}. Drop its folder again for ${sizeText(wanted)}, or choose ${sizeText(prepared)}.`,
  'set-channels': ({ set, prepared, wanted, coming }) =>
    coming
      ? `The pictures are being prepared in ${colour(wanted)}.`
      : `"${set}" is prepared in ${colour(prepared)}. Drop its folder again for ${colour(wanted)}, or choose ${colour(prepared)}.`,
};
