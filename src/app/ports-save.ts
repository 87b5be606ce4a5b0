import type { Download } from '../store/ports';

/** Long enough for every browser to have begun to read the file, in milliseconds. */
const KEEP = 60_000;

/** Hands a file to the person as the browser's own downloads do. */
export function saveDownload({ name, blob }: Download): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP);
}
