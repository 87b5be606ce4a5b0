/**
 * Keeps the page where it is, whatever is dropped on it. A browser opens what no page takes in the
 * page's place, and with it would go a run in mid-training. This stands outside of React, so that it
 * holds before the first drawing and after a failed one.
 * @returns what takes the guard away.
 */
export function guardPage(target: Window): () => void {
  const take = (event: DragEvent): void => {
    if (goesIntoField(event)) return;
    event.preventDefault();
    if (event.type === 'dragover' && event.dataTransfer) {
      event.dataTransfer.dropEffect = effectOf(event.dataTransfer.effectAllowed);
    }
  };
  for (const type of TYPES) target.addEventListener(type, take);
  return () => {
    for (const type of TYPES) target.removeEventListener(type, take);
  };
}

const TYPES = ['dragenter', 'dragover', 'drop'] as const;

/** An effect that the source allows: without one the browser would send no drop. */
function effectOf(allowed: DataTransfer['effectAllowed']): DataTransfer['dropEffect'] {
  if (allowed === 'link' || allowed === 'move') return allowed;
  return allowed === 'linkMove' ? 'link' : 'copy';
}

const TEXT_TYPES: readonly string[] = ['text', 'search', 'number', 'url', 'email', 'tel'];

/** Whether plain text is being dragged into a field for text: that is the person's to do. Links and
 *  files are not, since some browsers open them even there. */
export function goesIntoField({ target, dataTransfer }: DragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  if (!types.includes('text/plain') || types.includes('Files') || types.includes('text/uri-list')) {
    return false;
  }
  if (target instanceof HTMLTextAreaElement) return !target.disabled && !target.readOnly;
  return (
    target instanceof HTMLInputElement &&
    TEXT_TYPES.includes(target.type) &&
    !target.disabled &&
    !target.readOnly
  );
}
