import type { GoneSet } from '../../../contract/records';

const CROPS = { centre: 'centre crop', stretch: 'stretched', fit: 'fitted' };

/** How the pictures of a set were prepared: "64 px, centre crop, grey". */
export const preparedAs = ({
  imageSize,
  channels,
  crop,
}: Pick<GoneSet, 'imageSize' | 'channels' | 'crop'>): string =>
  `${imageSize} px, ${CROPS[crop]}${channels === 1 ? ', grey' : ''}`;
