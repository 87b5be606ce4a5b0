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

/**
 * Offers a file to other apps, by the device's own dialog.
 * @returns whether it is settled: shared, or the person closed the dialog. False where the browser shares
 *   no such files, or not so long after the press that asked for it: the file is to be downloaded then.
 */
export async function shareDownload({ name, blob }: Download): Promise<boolean> {
  const data = { files: [new File([blob], name, { type: blob.type })], title: name };
  // Missing in some browsers, and on plain http.
  const sharing = navigator as Partial<Pick<Navigator, 'share' | 'canShare'>>;
  if (!sharing.share || !sharing.canShare?.(data)) return false;
  try {
    await sharing.share(data);
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError';
  }
}
