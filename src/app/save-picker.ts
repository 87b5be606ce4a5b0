interface PickedType {
  readonly description: string;
  readonly accept: Record<string, string[]>;
}

/** Chromium's; others have none, or not yet. */
interface SavePicker {
  readonly showSaveFilePicker?: (options: {
    suggestedName: string;
    types: PickedType[];
  }) => Promise<FileSystemFileHandle>;
}

const TYPES = {
  zip: { description: 'ZIP', accept: { 'application/zip': ['.zip'] } },
  png: { description: 'PNG', accept: { 'image/png': ['.png'] } },
  mp4: { description: 'MP4', accept: { 'video/mp4': ['.mp4'] } },
  webm: { description: 'WebM', accept: { 'video/webm': ['.webm'] } },
  gif: { description: 'GIF', accept: { 'image/gif': ['.gif'] } },
} satisfies Record<string, PickedType>;

/** Asks for a file to write to, which browsers let a page do right after a press alone.
 *  @returns null where this browser cannot, or refuses: its own downloads still work. */
export async function askForFile(
  name: string,
  type: keyof typeof TYPES,
): Promise<FileSystemFileHandle | 'cancelled' | null> {
  const { showSaveFilePicker } = window as SavePicker;
  if (!showSaveFilePicker) return null;
  try {
    const types = [TYPES[type]];
    return await showSaveFilePicker.call(window, { suggestedName: name, types });
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : null;
  }
}
