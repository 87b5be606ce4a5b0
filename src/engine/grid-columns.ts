import { longerSide, type PictureSize } from '../contract/picture-shape';

/** Sides of which one is longer than so many times the other make another grid: none of the shapes
 *  but those of a person's own, so that grids of a run of before stay as they were. */
const LONG = 2;

/** Columns of a grid of so many pictures: as many as rows, or as make long pictures a grid that is about
 *  square. */
export function gridColumns(count: number, size: PictureSize): number {
  const { height, width } = size;
  const long = longerSide(size) > LONG * Math.min(height, width);
  const wanted = Math.sqrt(long ? (count * height) / width : count);
  return Math.min(count, Math.ceil(wanted));
}
