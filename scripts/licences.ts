import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = (folder: string): Package =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;

/** Every package that may be in the built page: the dependencies, and theirs. */
function shipped(root: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (from: string): void => {
    for (const name of Object.keys(read(from).dependencies ?? {})) {
      const nested = join(from, 'node_modules', name);
      const folder = existsSync(nested) ? nested : join(root, 'node_modules', name);
      if (found.has(folder) || !existsSync(folder)) continue;
      found.set(folder, name);
      visit(folder);
    }
  };
  visit(root);
  return found;
}

/** Licence files of a package, those of what it was compiled from included. */
function licenceTexts(folder: string): string[] {
  const folders = [folder, ...subfolders(folder)];
  const texts = folders.flatMap((one) =>
    readdirSync(one, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name))
      .map((entry) => readFileSync(join(one, entry.name), 'utf8').trim()),
  );
  return [...new Set(texts)];
}

const subfolders = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => join(folder, entry.name));

const LGPL_NOTE = `libheif and libde265, within libheif-js, are under the GNU Lesser General Public Licence.
They are used unchanged, as WebAssembly in a file of its own (assets/libheif-*.wasm), which you may
replace by one that you compiled yourself from https://github.com/catdad-experiments/libheif-js,
https://github.com/strukturag/libheif and https://github.com/strukturag/libde265. All other source
of this page, to build it anew with, is under the MIT licence.`;

/** The licences of everything that is shipped, as one text. */
export function licences(root = '.'): string {
  const parts = [...shipped(root).keys()].map((folder) => {
    const { name, version, license } = read(folder);
    const note = name === 'libheif-js' ? `\n\n${LGPL_NOTE}` : '';
    const texts = licenceTexts(folder).map((text) => `\n\n${text}`);
    return `${name} ${version}, ${license ?? 'see below'}${note}${texts.join('')}`;
  });
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `This page holds parts of the following packages, each under its own licence.${rule}${parts.join(rule)}\n`;
}

/** Puts the licences of what is shipped beside the built page. */
export function licencesFile(): Plugin {
  return {
    name: 'atelier:licences',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences() });
    },
  };
}
