import { pictureLength, wantedSize } from './picture-shape';
import type { RunRecord } from './records';

/** Bytes of the pictures that a run takes along to another machine: as they are trained on. */
export const serverBytes = ({ settings, datasetCount }: RunRecord): number =>
  datasetCount * pictureLength({ ...wantedSize(settings), channels: settings.channels });
