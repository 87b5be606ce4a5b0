import type { OnPreparing } from '../contract/preparing';
import type { StudioError } from '../contract/errors';
import type { EngineReport } from '../contract/events';
import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import type { OpenJudge } from './judge';
import type { ModelOptions, ModelPlan, TrainingModel } from './model';
import type { Painter } from './painter';

/** Told in a few words what is going on. */

/** What computes, as it was opened; several may be open while they are tried against each other. */
export interface OpenedEngine {
  /** All but the reason, which depends on why this engine was taken. */
  readonly report: Omit<EngineReport, 'reason'>;
  /**
   * Resolves when the device or context is lost while in use: a reset graphics card, a new driver,
   * too little memory. Race it against whatever waits for results, which would wait for ever. Null
   * where nothing can be lost.
   */
  readonly lost: Promise<StudioError> | null;
  /** Makes it the one that computes; nothing is to be done where several can at once. */
  activate(): Promise<void>;
  /**
   * A model as it begins, its weights drawn from the seed.
   * @throws StudioError('settings-invalid') for nets that the engine cannot compute.
   */
  createModel(options: ModelOptions, notify: OnPreparing): Promise<TrainingModel>;
  /**
   * Compiles and takes memory for a generator that stands alone, once for all its pictures.
   * @param limit pictures of a portion, at most; a run beside it waits for one portion at a time.
   * @throws StudioError('model-missing') where the weights do not fit the network.
   */
  openPainter(spec: NetSpec, weights: readonly WeightTensor[], limit?: number): Promise<Painter>;
  /**
   * Likewise for a discriminator.
   * @throws StudioError('model-missing') where the weights do not fit the network.
   */
  openJudge(spec: NetSpec, weights: readonly WeightTensor[]): Promise<OpenJudge>;
  /** Gives memory, device and threads back; what its models, painters and judges held is gone with it. */
  close(): void;
}

/** The engine of a run, or of new pictures. */
export interface Engine extends Pick<OpenedEngine, 'lost' | 'openPainter' | 'openJudge'> {
  readonly report: EngineReport;
  createModel(plan: ModelPlan, notify: OnPreparing): Promise<TrainingModel>;
}
