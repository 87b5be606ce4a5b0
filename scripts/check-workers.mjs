// Fails where a built chunk imports the script that a worker is started from. The build refuses such
// a chunk itself, as far as one worker's own bundle goes; this looks at all that is served.
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAst } from 'vite';
import { WHY, entryImports } from './worker-entries.mjs';

/** Every node of a syntax tree. */
function* nodes(value) {
  if (Array.isArray(value)) for (const one of value) yield* nodes(one);
  else if (value && typeof value === 'object') {
    if (typeof value.type === 'string') yield value;
    for (const one of Object.values(value)) {
      if (one && typeof one === 'object') yield* nodes(one);
    }
  }
}

/** The text of a literal; of a template, as minified code writes literals; undefined for others. */
const textOf = (node) =>
  node.type === 'TemplateLiteral' && node.quasis.length === 1
    ? node.quasis[0].value.cooked
    : node.type === 'Literal' && typeof node.value === 'string'
      ? node.value
      : undefined;

/** Name of the file that a literal leads to; none where the address is computed. */
const fileOf = (node) => {
  const text = textOf(node);
  return text === undefined ? [] : [posix.basename(text)];
};

const isWorker = ({ type, name, property }) =>
  /^(Shared)?Worker$/.test(type === 'MemberExpression' ? property.name : name);

/**
 * What one built script imports, and the scripts that it starts workers from.
 * @returns {{imports: string[], dynamicImports: string[], started: string[]}} names of files.
 */
export function readChunk(code) {
  const imports = [];
  const dynamicImports = [];
  const started = [];
  for (const node of nodes(parseAst(code))) {
    if (node.type === 'ImportExpression') dynamicImports.push(...fileOf(node.source));
    else if (node.type === 'NewExpression') {
      if (!isWorker(node.callee)) continue;
      const named = [...nodes(node.arguments[0])].flatMap(fileOf);
      started.push(...named.filter((name) => /\.m?js$/.test(name)));
    } else if (/^(Import|Export)/.test(node.type) && node.source)
      imports.push(...fileOf(node.source));
  }
  return { imports, dynamicImports, started };
}

/** @returns {{started: Set<string>, wrong: string[]}} of all scripts of a folder. */
export function checkFolder(folder) {
  const chunks = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((fileName) => ({ fileName, ...readChunk(readFileSync(join(folder, fileName), 'utf8')) }));
  const started = new Set(chunks.flatMap((chunk) => chunk.started));
  return { started, wrong: entryImports(chunks, started) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { started, wrong } = checkFolder('dist/assets');
  console.log(`Workers are started from ${[...started].sort().join(', ')}.`);
  if (wrong.length > 0) console.error(`${wrong.join('\n')}\n${WHY}`);
  if (started.size === 0) console.error('No worker was found; are they started in a new way?');
  if (wrong.length > 0 || started.size === 0) process.exitCode = 1;
}
