const NAMES = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  'icon\r',
  '__macosx',
  '$recycle.bin',
  'system volume information',
  '@eadir',
]);

/**
 * Whether a '/'-separated path is a system or hidden file, or lies in such a folder
 * (`__MACOSX`, `.DS_Store`, `Thumbs.db`, anything that begins with a dot).
 */
export function isSystemFile(path: string): boolean {
  return path.split('/').some((name) => {
    if (name === '.' || name === '..') return false;
    return name.startsWith('.') || NAMES.has(name.toLowerCase());
  });
}
