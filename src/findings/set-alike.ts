import type { Finder } from './finder';

/** Share of the pictures that may have a twin: series and sketches have some. */
const SOME = 0.2;

/** Many pictures of the set are as good as the same, so that there are fewer than it seems. */
export const setAlike: Finder<'set-alike'> = ({ set, settings }) => {
  if (!set || set.alike <= SOME) return null;
  const { cropsPerPicture: crops } = settings;
  const params = { looked: set.looked, share: set.alike, crops };
  if (crops === 1) return { kind: 'note', params };
  const remedy = {
    kind: 'settings',
    code: 'fewer-crops',
    settings: { cropsPerPicture: 1 },
  } as const;
  return { kind: 'note', params, remedies: [remedy] };
};
