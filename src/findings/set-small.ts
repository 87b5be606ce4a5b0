import type { Finder } from './finder';

/** With fewer pictures than this, a generator learns them by heart rather than what they share. */
const FEW = 30;

/** Few pictures. Crops of each are more of them; those that the run has already are counted. */
export const setSmall: Finder<'set-small'> = ({ pictures }) =>
  pictures < FEW ? { kind: 'note', params: { pictures } } : null;
