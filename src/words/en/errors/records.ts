import type {
  Expected,
  Found,
  Place,
  RecordErrors,
  RecordName,
} from '../../../contract/errors/records';
import { count } from '../../format';
import type { ErrorTexts } from '../../errors';
import { countOf } from '../count-of';

const RECORDS: Readonly<Record<RecordName, string>> = {
  run: 'A stored run',
  set: 'A stored set',
  favourite: 'A favourite',
  direction: 'A direction',
  signature: 'The stored signature',
  'gone-set': 'What is known of a deleted set',
  chunk: 'A part of a stored set',
  'picture-block': 'The list of pictures of a stored set',
  'metric-block': 'A part of the curves',
  sample: 'A grid of samples',
  measures: 'What was measured of a run',
  generator: 'A kept generator',
  checkpoint: 'A saved state of a run',
  block: 'A part',
  'file-manifest': 'The manifest',
  'file-run': 'The run',
  'file-samples': 'The list of samples',
  'file-measures': 'What was measured of the run',
  'file-keepsakes': 'What was kept of the run in Explore',
  'file-generator': 'The generator of epoch',
  'file-checkpoint': 'The checkpoint',
  'file-set': 'The set of pictures',
  'file-hashes': 'What it tells of its pictures',
  'file-paths': 'The paths of its pictures',
  'file-weights': 'Its weights',
  state: 'What was saved',
  'file-part': 'Its part',
};

/** "run, choice" -> "A stored run, choice". */
export const placeText = (place: Place): string =>
  place.replace(/^[a-z-]+/, (record) => RECORDS[record as RecordName]);

function expectedText(expected: Expected): string {
  switch (expected.is) {
    case 'text':
      return 'a text';
    case 'boolean':
      return 'true or false';
    case 'number':
      return 'a number';
    case 'count':
      return 'a whole number from 0';
    case 'list':
      return 'a list';
    case 'object':
      return 'an object';
    case 'bytes':
      return 'bytes';
    case 'float32':
      return 'float32 numbers';
    case 'float64':
      return 'float64 numbers';
    case 'uint32':
      return 'whole numbers of 32 bits';
    case 'image':
      return 'an image';
    case 'colour':
      return 'a colour as #rrggbb';
    case 'id':
      return 'up to 128 letters, digits, spaces, _ and -';
    case 'group-name':
      return 'the name of a group, like generator.weights';
    case 'counter-name':
      return 'the name of a counter';
    case 'tensor-name':
      return 'a layer and what the tensor is there, like 0/kernel';
    case 'sha256':
      return 'a SHA-256 in hex';
    case 'finite-tensor':
      return 'a tensor of finite numbers';
    case 'webp-or-png':
      return 'WebP or PNG';
    case 'scores-in-range':
      return 'pictures with scores from 0 to 1';
    case 'text-up-to':
      return `a text of up to ${countOf(expected.most, 'character')}`;
    case 'names-up-to':
      return `up to ${countOf(expected.most, 'name')}`;
    case 'list-up-to':
      return `a list of up to ${count(expected.most)}`;
    case 'bytes-up-to':
      return `up to ${countOf(expected.most, 'byte')}`;
    case 'shape-up-to':
      return `a shape of up to ${countOf(expected.most, 'number')}`;
    case 'whole-within':
      return `a whole number from ${expected.least} to ${expected.most}`;
    case 'number-within':
      return `a number from ${expected.least} to ${expected.most}`;
    case 'one-of':
      return `one of ${expected.choices.join(', ')}`;
    case 'tensors-of':
      return `${countOf(expected.count, 'tensor')} of different names`;
    case 'numbers-of':
      return `${countOf(expected.count, 'byte')} of numbers`;
    case 'hash-of':
      return countOf(expected.count, 'byte');
    case 'rows-at-step':
      return `${countOf(expected.rows, 'row')} at step ${expected.step}`;
    case 'metric-rows':
      return `up to ${countOf(expected.rows, 'row')} of ${countOf(expected.numbers, 'number')}`;
    case 'grid-for':
      return `a grid for ${countOf(expected.pictures, 'picture')}`;
    case 'scores-for':
      return `${countOf(expected.pictures, 'picture')} with a score each`;
  }
}

function foundText(found: Found): string {
  if (typeof found === 'number') return String(found);
  if (typeof found === 'object') {
    return 'shape' in found ? found.shape.join(' × ') : countOf(found.numbers, 'number');
  }
  if (found === 'list') return 'a list';
  return found === 'other' ? 'another' : found;
}

export const records: ErrorTexts<RecordErrors> = {
  'record-damaged': ({ record, cause }, tell) => ({
    message: `${RECORDS[record]} is damaged and cannot be opened: ${tell.error(cause).message}`,
    hint: 'Everything else is still there. Delete it if you no longer need it.',
  }),
  'value-wrong': ({ place, expected, found }) => ({
    message: `${placeText(place)} should be ${expectedText(expected)}; found ${foundText(found)}.`,
  }),
  'kind-unknown': ({ place, found }) => ({
    message: `${placeText(place)} is of the unknown kind "${found}".`,
  }),
  'folders-of-other-count': ({ place, pictures, found }) => ({
    message: `${placeText(place)} should tell the folders of ${countOf(pictures, 'picture')}; found ${count(found)}.`,
  }),
  'folder-not-listed': ({ place }) => ({
    message: `${placeText(place)} names a folder that it does not list.`,
  }),
  'block-of-other-size': ({ block, blocks, bytes, found }) => ({
    message: `Part ${block} of ${blocks} should be ${countOf(bytes, 'byte')}; found ${found === null ? 'none' : count(found)}.`,
  }),
  'block-changed': ({ block, blocks }) => ({
    message: `Part ${block} of ${blocks} should be as it was written; found another checksum (SHA-256).`,
  }),
  'picture-block-wrong': ({ place, most, paths, hashBytes }) => ({
    message: `${placeText(place)} should hold up to ${countOf(most, 'path')}, with a hash each; found ${count(paths)} and ${countOf(hashBytes, 'byte')} of hashes.`,
  }),
};
