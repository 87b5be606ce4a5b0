import type { RealPictures } from '../../contract/measuring';
import type { PictureShape } from '../../contract/picture-shape';
import type { CheckpointRecord, RunRecord } from '../../contract/records';

/** What a run takes along to another machine, read from where it is stored. */
export interface ServerParts {
  readonly run: RunRecord;
  /** Where it goes on from. */
  readonly checkpoint: CheckpointRecord;
  readonly pictures: TrainedPictures;
  /** All else that the studio keeps of the run, up to that checkpoint, as a project without pictures and
   *  without a checkpoint. */
  readonly project: Blob;
}

/** The pictures of a run, numbered as it numbers them. */
export interface TrainedPictures {
  readonly shape: PictureShape;
  readonly count: number;
  /** As in engine/training-set.ts: they decide the order in which a large set is shown. */
  readonly starts: Uint32Array;
  readonly windowChunks: number | null;
  /** One after the other, uint8 [height, width, channels] each; a view that holds until the next is asked for. */
  readonly rows: () => AsyncGenerator<Uint8Array<ArrayBuffer>>;
  /** Those that the chance of augmentation goes by, where it goes by pictures that are kept back. */
  readonly looked: RealPictures | null;
}
