import type { Context } from './context';

/**
 * Goes to a picture's place in the room Explore where its file says what made it and that generator is kept
 * here [PICT3]; where it is not, the person is told which run it came from.
 * @returns whether it went there.
 */
export async function foundAgain(context: Context, file: File): Promise<boolean> {
  const { files, storage, page } = context.ports;
  // What cannot be read here is said when it is taken as a picture.
  const found = await files.whatMade(file).catch(() => null);
  if (!found) return false;
  const { run, epoch } = found.made;
  const stored = context.run(run.id);
  const epochs = stored ? await storage.generatorEpochs(run.id) : [];
  if (epochs.includes(epoch)) {
    page.follow(found.hash);
    return true;
  }
  const name = stored?.name ?? run.name;
  const params = { run: name, epoch, stored: stored !== null };
  context.notify({ code: 'picture-of-run', params });
  return false;
}

/** The only one of some files, where it is called a PNG. */
export function lonePng(files: Iterable<File> | ArrayLike<File>): File | null {
  const [file, ...others] = Array.from(files);
  return file && others.length === 0 && /\.png$/i.test(file.name) ? file : null;
}
