import type { GoneSet } from '../../../contract/records';
import { countOf } from '../count-of';
import { sizeText } from '../size-text';

const CROPS = { centre: 'centre crop', stretch: 'stretched', fit: 'fitted' };

type Prepared = Pick<GoneSet, 'shape' | 'crop' | 'cropsPerPicture'>;

/** How the pictures of a set were prepared: "64 px, centre crop, 4 crops of each, grey". */
export const preparedAs = ({ shape, crop, cropsPerPicture = 1 }: Prepared): string =>
  [
    sizeText(shape),
    CROPS[crop],
    ...(cropsPerPicture > 1 ? [`${countOf(cropsPerPicture, 'crop')} of each`] : []),
    ...(shape.channels === 1 ? ['grey'] : []),
  ].join(', ');
