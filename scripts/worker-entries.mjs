/**
 * What a chunk of a build loads by `import`: names of files.
 * @typedef {{fileName: string, imports: string[], dynamicImports: string[]}} BuiltChunk
 */

export const WHY =
  'WebKit would evaluate it twice, and two workers would answer in one: see docs/decisions/0017.';

/**
 * @param {readonly BuiltChunk[]} chunks
 * @param {ReadonlySet<string>} entries names of the scripts that workers are started from
 * @returns {string[]} one sentence for each import of such a script.
 */
export function entryImports(chunks, entries) {
  return chunks.flatMap(({ fileName, imports, dynamicImports }) =>
    [...imports, ...dynamicImports]
      .filter((imported) => entries.has(imported))
      .map((entry) => `${fileName} imports ${entry}, the script that a worker is started from.`),
  );
}

/**
 * For `worker.plugins`. WebKit evaluates a worker's script a second time when another module
 * imports it: two hosts would answer each command, and a run would be trained twice at once. The
 * bundler, left alone, puts into that script what lazily loaded chunks share with it. So every
 * worker gets a script that nothing imports, and a build where that failed is refused.
 * @returns {import('vite').Plugin}
 */
export function workerEntries() {
  return {
    name: 'atelier:worker-entries',
    apply: 'build',
    // The script keeps the exports it was written with, none: what others need of it goes elsewhere.
    options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }),
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entries = new Set(chunks.filter((one) => one.isEntry).map((one) => one.fileName));
      const told = chunks.map(({ fileName, imports, dynamicImports }) => ({
        fileName,
        imports,
        // A module that is imported lazily and lies in the same chunk is told as the chunk itself.
        dynamicImports: dynamicImports.filter((name) => name !== fileName),
      }));
      const wrong = entryImports(told, entries);
      if (wrong.length > 0) this.error(`${wrong.join('\n')}\n${WHY}`);
    },
  };
}
