import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Modules that are loaded lazily and only where they are met: they, and all that nothing else needs,
 * are not fetched ahead. Whoever loads one says what is missing where it cannot be fetched.
 */
const RARE = /\/src\/data\/(?:[\w-]+\/)*rare\//;

/** Files change their names with what is in them: browsers may keep them for good. */
export const keptForGood = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/**
 * The files of a build that a page needs sooner or later: all that can be reached from index.html by
 * the names of files that stand in files, not by way of those that are rare.
 * @param {string} dist
 * @param {ReadonlySet<string>} rare names of files
 * @returns {string[]} paths below `dist`, sorted.
 */
export function partsOf(dist, rare) {
  const names = readdirSync(join(dist, 'assets')).filter((name) => !name.endsWith('.map'));
  const reached = new Set();
  const read = (path) => {
    const text = readFileSync(path, 'utf8');
    for (const name of names) {
      if (reached.has(name) || rare.has(name) || !text.includes(name)) continue;
      reached.add(name);
      if (/\.(js|css)$/.test(name)) read(join(dist, 'assets', name));
    }
  };
  read(join(dist, 'index.html'));
  return [...reached].sort().map((name) => `assets/${name}`);
}

/** @returns {string} name of the list, which differs from build to build. */
function writeList(dist, rare) {
  const text = JSON.stringify(partsOf(dist, rare));
  const name = `parts-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`;
  writeFileSync(join(dist, 'assets', name), text);
  const page = join(dist, 'index.html');
  const html = readFileSync(page, 'utf8');
  const meta = `<meta name="atelier-parts" content="./assets/${name}" />`;
  if (!html.includes('</head>'))
    throw new Error('index.html has no </head> to put the list before.');
  writeFileSync(page, html.replace('</head>', `  ${meta}\n  </head>`));
  return name;
}

/**
 * Writes beside a build the list of what its page fetches once it is at rest, and names it in
 * index.html; serves a build's files as what they are: never changing, or missing.
 * @returns {{page: import('vite').Plugin, worker: import('vite').Plugin}} for the page's bundle, and
 *   for those of workers.
 */
export function partsList() {
  const rare = new Set();
  const collect = (_, bundle) => {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk' || !RARE.test(file.facadeModuleId ?? '')) continue;
      rare.add(file.fileName.replace(/^.*\//, ''));
    }
  };
  return {
    page: {
      name: 'atelier:parts-list',
      generateBundle: collect,
      // Pages of the benches are built by the same configuration, and have no index.html.
      writeBundle: ({ dir }, bundle) =>
        void ('index.html' in bundle && writeList(dir ?? 'dist', rare)),
      configurePreviewServer({ middlewares, config }) {
        middlewares.use(serveFiles(join(config.root, config.build.outDir)));
      },
    },
    worker: { name: 'atelier:rare-parts', generateBundle: collect },
  };
}

/** Without this, a file that is no more would be answered with the page. */
function serveFiles(dist) {
  return (request, response, next) => {
    const name = /^\/assets\/([\w.-]+)(?:\?|$)/.exec(request.url ?? '')?.[1];
    if (name === undefined) return next();
    if (!existsSync(join(dist, 'assets', name))) return response.writeHead(404).end();
    for (const [header, value] of Object.entries(keptForGood)) response.setHeader(header, value);
    next();
  };
}
