import type { GoneSet } from '../../../contract/records';
import { countOf } from '../count-of';
import { sizeText } from '../size-text';

const CROPS = { centre: 'centre crop', stretch: 'stretched', fit: 'fitted' };

type Prepared = Pick<GoneSet, 'shape' | 'crop' | 'cropsPerPicture' | 'focusPoints'>;

/** How the pictures of a set were prepared: "64 px, centre crop, 2 points moved, 4 crops of each, grey". */
export const preparedAs = (prepared: Prepared): string => {
  const { shape, crop, cropsPerPicture = 1, focusPoints = [] } = prepared;
  const moved = crop === 'centre' ? focusPoints.length : 0;
  return [
    sizeText(shape),
    CROPS[crop],
    ...(moved > 0 ? [`${countOf(moved, 'focus point')} moved`] : []),
    ...(cropsPerPicture > 1 ? [`${countOf(cropsPerPicture, 'crop')} of each`] : []),
    ...(shape.channels === 1 ? ['grey'] : []),
  ].join(', ');
};
