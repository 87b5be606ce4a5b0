/** Names the list of all files of this build; scripts/parts-list.mjs writes it into index.html. */
const META = 'meta[name="atelier-parts"]';

/** The build that the page is of; null while developing, where nothing is built. */
export interface Build {
  /** Differs from build to build. */
  readonly id: string;
  /** Address of the list of its files. */
  readonly list: string;
}

export function buildOf(page: Document): Build | null {
  const content = page.querySelector<HTMLMetaElement>(META)?.content;
  if (!content) return null;
  const list = new URL(content, page.baseURI).href;
  return { list, id: list.slice(list.lastIndexOf('/') + 1) };
}

/**
 * Addresses of all files of a build, save those that are fetched only where they are met.
 * @throws where the list cannot be fetched or read.
 */
export async function readList({ list }: Build, page: Document): Promise<readonly string[]> {
  const answer = await fetch(list);
  if (!answer.ok) throw new Error(`The list of files was answered with ${answer.status}.`);
  const files: unknown = await answer.json();
  if (!Array.isArray(files) || !files.every((file) => typeof file === 'string')) {
    throw new Error('The list of files cannot be read.');
  }
  return files.map((file) => new URL(file, page.baseURI).href);
}
