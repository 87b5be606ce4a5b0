import { features } from './features';
import { bytes, count, listOf } from '../format';
import type { NoticeWords } from '../notices';
import { countOf } from './count-of';
import { frame } from './ui/frame';
import { preparedAs } from './ui/prepared-as';

/** Names of which people read a few: "a" and "b"; "a", "b", "c" and 4 more. */
function quoted(names: readonly string[]): string {
  const shown = names.length > 4 ? names.slice(0, 3) : names;
  const more = names.length - shown.length;
  const all = shown.map((name) => `"${name}"`);
  return listOf(more > 0 ? [...all, `${count(more)} more`] : all);
}

export const notices: NoticeWords['notices'] = {
  error: ({ error }, within) => within.error(error),
  'run-ended': ({ run, state, error }, within) => {
    const { says, hint = '' } = within.error(error);
    const how = state === 'interrupted' ? 'was interrupted' : 'failed';
    return { says: `"${run}" ${how}: ${says}`, hint };
  },
  'missing-feature': ({ feature }) => ({
    says: features[feature].says,
    hint: features[feature].todo,
  }),
  'drop-refused': ({ why }) => frame.drop[why],

  'train-preparing': () => ({
    says: 'The pictures are still being prepared.',
    hint: 'Wait until they are ready.',
  }),
  'train-no-pictures': () => ({
    says: 'There are no pictures to learn from yet.',
    hint: 'Drop a folder of pictures first.',
  }),
  'train-issue': ({ issue }, within) => ({
    says: within.issue(issue),
    hint: 'Change this setting, then press Train.',
  }),
  'trains-already': ({ run }) => ({
    says: `"${run}" is being trained already.`,
    hint: 'Stop it first.',
  }),
  'trains-elsewhere': ({ run }) => ({
    says: `"${run}" is being trained in another tab.`,
    hint: 'Go on with it there, or close that tab first.',
  }),
  'not-gone-back': ({ run }) => ({
    says: `"${run}" was stopped to go back to its best checkpoint, and something else began first.`,
    hint: 'Nothing of it is lost: open it in Runs and go back from there.',
  }),
  'go-on-issue': ({ issue }, within) => ({
    says: within.issue(issue),
    hint: 'The run stays as it is.',
  }),
  'rates-issue': ({ issue }, within) => ({
    says: within.issue(issue),
    hint: 'The learning rates stay as they were.',
  }),
  'link-issue': ({ issue }, within) => ({
    says: `The link holds a value that cannot be used: ${within.issue(issue)}`,
    hint: 'The usual value is taken instead.',
  }),
  'batch-lowered': ({ batchSize, set, pictures }) => ({
    says: `The batch size is now ${batchSize}, because "${set}" has ${countOf(pictures, 'picture')}.`,
    hint: 'It can be changed under All settings.',
  }),
  'saving-too-large': ({ needed, left }) => ({
    says: `Saving this run takes up to ${bytes(needed)}, and the browser has ${bytes(left)} left for the studio.`,
    hint: 'Training is not stopped by it: older samples and generators make room. Delete runs or pictures that you no longer need.',
  }),
  'tab-gone': ({ run }) => ({
    says: `"${run}" is not trained any more: its tab is gone.`,
    hint: 'You can go on with it here.',
  }),

  'run-deleted': ({ run }) => ({ says: `"${run}" was deleted.` }),
  'run-in-use': ({ run, elsewhere }) =>
    elsewhere
      ? {
          says: `"${run}" is being trained in another tab and was not deleted.`,
          hint: 'Stop it there first.',
        }
      : { says: `"${run}" is being trained and was not deleted.`, hint: 'Stop it first.' },
  'set-deleted': ({ set, runs }) =>
    runs.length === 0
      ? { says: `"${set}" was deleted.` }
      : {
          says: `"${set}" was deleted. Without its pictures ${quoted(runs)} cannot go on or train longer.`,
          hint: 'Drop the same pictures again, and that is mended. Samples, curves and generators stay.',
        },
  'set-in-use': ({ set }) => ({
    says: `"${set}" is being used just now and was not deleted.`,
    hint: 'Stop the run or the preparation first.',
  }),

  'preparing-already': () => ({
    says: 'Pictures are being prepared already.',
    hint: 'Wait until they are ready, or cancel that first.',
  }),
  'originals-gone': ({ set }) => ({
    says: `The originals of "${set}" are not at hand, so it stays as it is.`,
    hint: 'Drop the folder again to change size, crop or colour.',
  }),
  'set-copied': ({ set }) => ({
    says: `Runs learnt from "${set}" as it was. It stays for them, and you go on with a copy of it.`,
    hint: 'Both are in the list of sets.',
  }),
  reconnected: ({ runs, exact }) =>
    exact
      ? { says: `${quoted(runs)} learnt from these pictures and can go on with them, exactly.` }
      : {
          says: `${quoted(runs)} learnt from these pictures and can go on with them.`,
          hint: 'The set is so large that its order matters, and that is another one now: it learns on as well, but not to the same numbers.',
        },
  'prepared-otherwise': ({ run, before }) => ({
    says: `"${run}" learnt from these pictures, prepared at ${preparedAs(before)}.`,
    hint: 'Prepare them so, and it can go on with them.',
  }),
  'partly-there': ({ run, pictures, missing }) => ({
    says: `"${run}" learnt from ${countOf(pictures, 'picture')}, of which ${count(missing)} did not come, so it cannot go on with these.`,
    hint: 'Drop them together, as they were then.',
  }),

  'picture-of-run': ({ run, epoch, stored }) => ({
    says: stored
      ? `This picture was painted by "${run}" at epoch ${count(epoch)}, whose generator is not kept any more.`
      : `This picture was painted by "${run}" at epoch ${count(epoch)}, which is not stored here.`,
    hint: 'It is taken as a picture to learn from.',
  }),

  'transfer-busy': () => ({
    says: 'A file is being written or read already.',
    hint: 'Wait until it is done, or cancel that first.',
  }),
  'not-brought-in': ({ file, error }, within) => {
    const { says, hint = '' } = within.error(error);
    return { says: `"${file}" was not brought in. ${says}`, hint };
  },
  'brought-in': ({ runs }) =>
    runs.length === 1
      ? { says: `${quoted(runs)} was brought in.`, hint: 'It is on the shelves, in Runs.' }
      : { says: `${quoted(runs)} were brought in.`, hint: 'They are on the shelves, in Runs.' },
};

export const opening: NoticeWords['opening'] = (run) =>
  run === null ? 'Opening the run' : `Opening "${run}"`;
