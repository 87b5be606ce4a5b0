import type { StudioErrorData } from '../contract/errors';
import type { Settings } from '../contract/hyperparameters';
import type { MeasureRecord } from '../contract/measures';
import type { LearningRates, MetricColumn, RunRecord } from '../contract/records';
import type { GridFacts, SetFacts } from './looks/looks';

/** Losses and scores of one step, or means of neighbouring ones. */
export type Point = Readonly<Record<MetricColumn, number>>;

/** What was measured of a run's generator. */
export type Measured = Pick<
  MeasureRecord,
  'epoch' | 'step' | 'picturesSeen' | 'measures' | 'floor'
>;

/** All that findings go by. Lists ascend by step; any of them may be empty. */
export interface History {
  readonly settings: Settings;
  /** In force now. */
  readonly rates: LearningRates;
  /** Pictures that are learnt from. */
  readonly pictures: number;
  /** Completed. */
  readonly step: number;
  readonly epoch: number;
  readonly failure: StudioErrorData | null;
  /** The best checkpoint that is kept; null for none. */
  readonly best: RunRecord['bestCheckpoint'];
  /** Each of about as many steps. */
  readonly points: readonly Point[];
  /** Null while nobody looked at the set, or where its pictures are not at hand. */
  readonly set: SetFacts | null;
  readonly grids: readonly GridFacts[];
  readonly measures: readonly Measured[];
}
