import type { PictureSize } from '../../../contract/picture-shape';
import { sizeText } from '../size-text';
import { count, percent, perSecond } from '../../format';
import { countOf } from '../count-of';

/** The room Pictures: what the networks will see. */
export const pictures = {
  /** The name of the set that the studio paints itself. */
  sampleSet: 'Sample pictures',
  /** The name of a picture that was dropped as data. */
  droppedPicture: 'Dropped picture',
  /** The name of a set whose files say none. */
  unnamedSet: 'Pictures',
  empty: 'Drop a folder of paintings. They stay on this computer.',
  choose: {
    folder: 'Choose a folder',
    files: 'Choose files',
    samples: 'Try with sample pictures',
    note: 'Nothing leaves this computer, even where the browser’s own dialog says “upload”. It may also ask to store data: that is how your sets and runs are kept.',
  },

  arriving: {
    title: 'Pictures arriving',
    bar: 'Reading pictures',
    looking: 'Looking through what was dropped',
    walking: (files: number) => `Looking through the folders: ${countOf(files, 'file')} so far`,
    /** @param speed pictures per second; 0 while it is unknown */
    decoding: (done: number, total: number, speed: number) =>
      `${count(done)} of ${count(total)} read${speed > 0 ? ` · ${perSecond(speed)}` : ''}`,
    storing: 'Keeping the set on this computer',
  },

  set: {
    label: 'Set of pictures',
    choice: (name: string, pictures: number, size: PictureSize) =>
      `${name} (${countOf(pictures, 'picture')}, ${sizeText(size)})`,
    delete: 'Delete this set',
    deleteNamed: (name: string) => `Delete the set ${name}`,
    ready: (pictures: number) => `${countOf(pictures, 'picture')} ready`,
    leftOut: (pictures: number) => `${count(pictures)} left out`,
    folders: (folders: number) => countOf(folders, 'folder'),
    train: 'Train',
    seeRun: 'See the run',
  },

  wall: {
    label: 'Pictures of this set. Press one to leave it out or take it back.',
    noFolder: 'All folders of this set are ticked off.',
    /** @param path '' where it is not known yet */
    picture: (number: number, path: string) => `Picture ${number}${path === '' ? '' : `, ${path}`}`,
    leftOut: (path: string) => `${path} (left out)`,
  },

  folders: {
    label: 'Folders that are learnt from',
    folder: (path: string, pictures: number) => `${path} (${count(pictures)})`,
    top: (pictures: number) => `Top folder (${count(pictures)})`,
  },

  skipped: {
    label: (files: number) => `${countOf(files, 'file')} skipped`,
    copy: 'Copy the list',
    first: (files: number) => `These are the first ${count(files)}; a copy of the list has more.`,
    more: (files: number) => `and ${count(files)} more`,
  },

  alike: {
    label: (pictures: number) => `${countOf(pictures, 'picture')} look alike`,
    why: 'A small set is learnt by heart sooner where pictures in it show the same. Leave out those that you do not want twice.',
    all: 'Leave out all but one of each',
    one: 'Leave out all but one',
    group: (number: number) => `Pictures that look alike, group ${count(number)}`,
    more: (groups: number) => `The first ${count(groups)} groups are shown.`,
  },

  focus: {
    open: (number: number) => `Focus point of picture ${number}`,
    title: 'Focus point',
    hint: 'Drag the point, or move it with the arrow keys. The crop is taken around it, as nearly as the edges of the picture allow.',
    nothing: 'This picture has the proportions of the set, so that all of it is taken.',
    several: 'The first crop of this picture follows the point; the others stay where they are.',
    reading: 'Reading the picture',
    preparing: 'Preparing the crop',
    done: 'The set has this crop.',
    crop: 'The crop, as it is learnt from',
    point: 'Focus point',
    /** @param x, y parts of width and height, 0..1 */
    at: (x: number, y: number) => `${percent(x)} from the left, ${percent(y)} from the top`,
    centre: 'Back to the centre',
  },

  options: {
    crop: 'Crop',
    crops: {
      centre: 'Centre, the largest square',
      stretch: 'Stretch, the whole picture squeezed',
      fit: 'Fit, the whole picture with a margin',
    },
    colour: 'Colour',
    colours: { colour: 'Colour', grey: 'Grey' },
    background: 'Background',
    aspect: {
      label: 'Aspect difference',
      any: 'any',
      help: '0.5 keeps heights from half to one and a half times the width.',
      bad: (value: number) => `It is 0 or more; ${value} was typed.`,
    },
    limit: {
      label: 'At most',
      unit: 'pictures',
      all: 'all',
      bad: (value: number) => `It is a whole number from 1 on; ${value} was typed.`,
    },
    skipSmaller: 'Skip smaller pictures',
    originalsGone:
      'The original files are not at hand since the page was loaded again. Drop the folder once more, and it is prepared with these choices.',
  },
};
