/** Addresses of the images used last; older ones are made anew when they are asked for. */
const URLS = new Map<Blob, string>();
const KEPT = 96;

/** An address for an image kept as a blob; bounded in number, so that a long history stays cheap. */
export function urlOf(image: Blob): string {
  const known = URLS.get(image);
  const url = known ?? URL.createObjectURL(image);
  URLS.delete(image);
  URLS.set(image, url);
  for (const [oldest, address] of URLS) {
    if (URLS.size <= KEPT) break;
    URLS.delete(oldest);
    URL.revokeObjectURL(address);
  }
  return url;
}
