import { wantedShape } from '../contract/picture-shape';
import { FIRST_SETTINGS } from '../nets/apply-preset';
import { DEFAULT_INTAKE } from '../contract/intake';
import type { StudioState } from './model';
import type { IntakeView, NewPicturesView } from './view-types';

export const NO_INTAKE: IntakeView = {
  working: false,
  progress: null,
  arriving: [],
  arrivingShape: wantedShape(DEFAULT_INTAKE),
  error: null,
};

export const NO_NEW_PICTURES: NewPicturesView = {
  busy: false,
  asked: 0,
  made: 0,
  shape: { height: 0, width: 0 },
  pictures: [],
  runId: null,
  epoch: 0,
  weights: 'weights',
  seed: 1,
  error: null,
};

export const INITIAL: StudioState = {
  ready: false,
  room: 'pictures',
  fatal: null,
  datasets: [],
  goneSets: [],
  datasetId: null,
  lookAlikes: {},
  intakeOptions: DEFAULT_INTAKE,
  originalsAtHand: false,
  intake: NO_INTAKE,
  preparing: false,
  settings: FIRST_SETTINGS,
  settingIssues: [],
  engineReport: null,
  engineError: null,
  probing: false,
  timing: { asked: null, known: [] },
  disk: null,
  transfer: null,
  works: [],
  runs: [],
  views: {},
  openRunId: null,
  newPictures: NO_NEW_PICTURES,
  notices: [],
  missing: [],
  pastNotices: [],
};
