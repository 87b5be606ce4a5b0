import type { DatasetRecord, PictureChoice } from './records';

/**
 * Places in the set of the pictures that a run learns from, in the order in which the run numbers
 * them: ascending, save where the choice tells an order of its own. Those that are kept back to measure
 * it by are not among them.
 */
export function includedPictures(
  set: Pick<DatasetRecord, 'folderOf'>,
  choice: PictureChoice,
): Uint32Array<ArrayBuffer> {
  if (choice.pictures) return Uint32Array.from(choice.pictures);
  const unticked = new Set(choice.untickedFolders);
  const out = Uint8Array.from(set.folderOf, (folder) => (unticked.has(folder) ? 1 : 0));
  for (const picture of choice.excluded) out[picture] = 1;
  for (const picture of choice.keptBack ?? []) out[picture] = 1;
  let count = 0;
  for (const one of out) count += 1 - one;
  const included = new Uint32Array(count);
  for (let i = 0, n = 0; n < count; i++) if (out[i] === 0) included[n++] = i;
  return included;
}
