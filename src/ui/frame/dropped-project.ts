/** A single project file among what was dropped, or null: all else is taken for pictures.
 *  To be called within the drop event. */
export function projectOf(transfer: DataTransfer): File | null {
  const [file, ...others] = transfer.files;
  if (!file || others.length > 0 || !/\.atelier$/i.test(file.name)) return null;
  // A folder may bear such a name too.
  const folder = [...transfer.items].some((item) => item.webkitGetAsEntry()?.isDirectory === true);
  return folder ? null : file;
}
