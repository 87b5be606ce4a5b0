import { charts } from './charts';
import { exports } from './exports';
import { files } from './files';
import { form } from './form';
import { frame } from './frame';
import { glossary } from './glossary';
import { myWork } from './my-work';
import { openRun } from './open-run';
import { parts } from './parts';
import { pictures } from './pictures';
import { preparedAs } from './prepared-as';
import { runs } from './runs';
import { takeAs } from './take-as';
import { time } from './time';
import { train } from './train';

/** What stands on the page, room by room. Every other language has the same entries. */
export const ui = {
  charts,
  exports,
  files,
  form,
  frame,
  glossary,
  myWork,
  openRun,
  parts,
  pictures,
  preparedAs,
  runs,
  takeAs,
  time,
  train,
};

export type UiWords = typeof ui;
