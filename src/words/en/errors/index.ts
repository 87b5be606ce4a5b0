import type { ErrorTexts } from '../../errors';
import { engine } from './engine';
import { files } from './files';
import { films } from './films';
import { pictures } from './pictures';
import { prints } from './prints';
import { records } from './records';
import { runs } from './runs';
import { settings } from './settings';
import { signature } from './signature';
import { storage } from './storage';
import { studio } from './studio';

export const errors: ErrorTexts = {
  ...engine,
  ...files,
  ...films,
  ...pictures,
  ...prints,
  ...records,
  ...runs,
  ...settings,
  ...signature,
  ...storage,
  ...studio,
};
