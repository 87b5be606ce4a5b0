import type { GoneSet } from '../../../contract/records';

const CROPS = { centre: 'centre crop', stretch: 'stretched', fit: 'fitted' };

/** How the pictures of a set were prepared: "64 px, centre crop, grey". */
export const preparedAs = ({ shape, crop }: Pick<GoneSet, 'shape' | 'crop'>): string =>
  `${shape.height} px, ${CROPS[crop]}${shape.channels === 1 ? ', grey' : ''}`;
