import type { PictureSize } from '../contract/picture-shape';

/** What nets that double their pictures meet the latent side at. */
export interface StartGrid {
  readonly grid: PictureSize;
  /** How often the grid is doubled until it is the picture. */
  readonly doublings: number;
}

/** Places of the grid that a square begins with: 4 x 4. */
const PLACES = 16;

/**
 * Of the grids that whole doublings make the picture of, the one whose area is nearest to 4 x 4, by
 * proportion; of two that are as near, the larger. [PIC28]
 *
 * 64 x 48 pixels begin with 4 x 3, 48 x 80 with 3 x 5, 16 x 1024 with 1 x 64, each after four doublings.
 */
export function startGrid({ height, width }: PictureSize): StartGrid {
  let found: StartGrid = { grid: { height, width }, doublings: 0 };
  let least = off(found.grid);
  for (let grid = found.grid, doublings = 1; halves(grid); doublings++) {
    grid = { height: grid.height / 2, width: grid.width / 2 };
    if (off(grid) >= least) break;
    found = { grid, doublings };
    least = off(grid);
  }
  return found;
}

const halves = ({ height, width }: PictureSize): boolean => height % 2 === 0 && width % 2 === 0;

const off = ({ height, width }: PictureSize): number => {
  const times = (height * width) / PLACES;
  return Math.max(times, 1 / times);
};
