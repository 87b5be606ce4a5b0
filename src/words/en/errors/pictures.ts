import type { PictureErrors } from '../../../contract/errors/pictures';
import { count } from '../../format';
import type { ErrorTexts } from '../../errors';
import { countOf } from '../count-of';
import { features } from '../features';

export const pictures: ErrorTexts<PictureErrors> = {
  'intake-cancelled': { message: 'Preparing pictures was cancelled.' },
  'drop-empty': {
    message: 'No files were found in what was dropped.',
    hint: 'Drop a folder that holds pictures, or choose one.',
  },
  'drop-without-files': {
    message: 'There was no file in what was dropped.',
    hint: 'Drop a folder of pictures, or the pictures themselves.',
  },
  'no-picture-usable': ({ files, reason }, tell) =>
    files === 1
      ? { message: 'The only file could not be used as a picture.', hint: tell.skip(reason) }
      : {
          message: `None of the ${countOf(files, 'file')} could be used as a picture.`,
          hint: `Most often: ${tell.skip(reason)}`,
        },
  'canvas-missing': { message: features.canvas.says, hint: features.canvas.todo },
  'grid-unreadable': {
    message:
      'A stored grid of samples cannot be read: it is damaged, or of a kind that this browser does not let a page read.',
    hint: 'Turn privacy.resistFingerprinting off where it is on, reload the page and try again.',
  },
  'set-all-left-out': ({ set, pictures: all }) => ({
    message:
      all === 1
        ? `The only picture of "${set}" is left out.`
        : `All ${countOf(all, 'picture')} of "${set}" are left out.`,
    hint: 'Take some back on the wall, or tick a folder on.',
  }),
  'set-lacks-pictures': ({ set }) => ({
    message: `The run learns from pictures that "${set}" does not have.`,
    hint: 'Drop the pictures again that it learnt from.',
  }),
  'set-part-wrong': ({ set, part, bytes, expected }) => ({
    message: `Part ${part} of the set "${set}" has ${countOf(bytes, 'byte')}; ${count(expected)} were expected.`,
    hint: 'Drop the pictures again.',
  }),
  'set-not-stored': { message: 'This set is no longer stored.' },
  'set-to-change-gone': {
    message: 'This set is no longer stored.',
    hint: 'Drop its folder again.',
  },
  'set-of-run-gone': ({ run, set, known }) => ({
    message: `"${run}" learnt from "${set}", which is no longer stored.`,
    hint: known
      ? 'Drop the same pictures again, and it can go on.'
      : 'Without its pictures it cannot go on. Its samples and generators are still here.',
  }),
  'set-to-train-gone': ({ newRun }) => ({
    message: 'The set of pictures is not in the storage any more.',
    hint: newRun
      ? 'Choose another set, or drop the pictures again.'
      : 'The run can still be looked at and downloaded; it cannot learn on without its set.',
  }),
  'set-in-use': ({ set }) => ({
    message: `A run in another tab learns from "${set}", so it was not deleted.`,
    hint: 'Stop that run first.',
  }),
  'picture-not-stored': ({ set, picture }) => ({
    message: `Picture ${picture} of "${set}" is not stored.`,
    hint: 'Drop the folder again.',
  }),
  'originals-not-at-hand': ({ set }) => ({
    message: `The original files of "${set}" are not at hand since the page was loaded again.`,
    hint: 'Drop the folder once more. The points that you have moved are taken over, and can be moved further.',
  }),
  'original-gone': ({ path }) => ({
    message: `The file "${path}" is not at hand any more, or it has changed.`,
    hint: 'Drop the folder once more. The points that you have moved are taken over.',
  }),
  'original-within': ({ path }) => ({
    message: `"${path}" is one of many pictures in a file of the IDX format, whose crops stay in the centre.`,
  }),
};
