import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { oneFormat } from './scripts/lint/one-format.mjs';
import { oneIsNotMany } from './scripts/lint/one-is-not-many.mjs';
import { oneText } from './scripts/lint/one-text.mjs';
import { textInCatalogue } from './scripts/lint/text-in-catalogue.mjs';
import { wordsInTime } from './scripts/lint/words-in-time.mjs';

/** The rooms of src/ and what each may import; docs/decisions/0001 says why. */
const rooms = {
  contract: [],
  // The catalogue: whoever makes sentences for people takes them from here.
  words: ['contract', 'explore'],
  nets: ['contract'],
  data: ['contract'],
  // How good generated pictures are; numbers in, numbers out.
  measures: ['contract'],
  // What can be done with latents: numbers in, numbers out.
  explore: ['contract'],
  // How a stamp lies on a picture: workers sign files with it, and the page shows it beforehand.
  signature: ['contract'],
  // What a run's course shows; the page looks.
  findings: ['contract', 'measures'],
  engine: ['contract', 'nets'],
  records: ['contract', 'words', 'nets'],
  storage: ['contract', 'nets', 'records'],
  'intake/shared': ['contract'],
  'intake/page': ['contract', 'words', 'data/files', 'intake/shared'],
  'intake/worker': ['contract', 'data', 'storage', 'intake/shared'],
  // A page that paints by itself: it leaves the studio as one file.
  artwork: ['contract', 'words', 'nets', 'explore', 'signature', 'engine'],
  // The script of a page of a run, which leaves the studio as one file too.
  'run-page': [],
  // Losses and scores over the steps, as they are drawn.
  curves: ['contract'],
  export: ['contract', 'words', 'nets', 'records', 'signature', 'artwork', 'curves'],
  project: ['contract', 'words', 'nets', 'records', 'storage'],
  worker: [
    'contract',
    'data',
    'engine',
    'explore',
    'export',
    'measures',
    'nets',
    'project',
    'signature',
    'storage',
  ],
  client: ['contract', 'words'],
  store: ['contract', 'words', 'nets', 'explore', 'curves', 'storage'],
  ui: ['contract', 'words', 'nets', 'findings', 'explore', 'curves', 'signature', 'store'],
  app: [
    'contract',
    'words',
    'nets',
    'data',
    'measures',
    'findings',
    'explore',
    'signature',
    'engine',
    'records',
    'storage',
    'artwork',
    'curves',
    'export',
    'project',
    'client',
    'intake',
    'store',
    'ui',
    'worker',
  ],
  testing: [
    'contract',
    'words',
    'nets',
    'data',
    'measures',
    'findings',
    'explore',
    'signature',
    'engine',
    'records',
    'storage',
    'artwork',
    'curves',
    'export',
    'project',
    'client',
    'intake',
    'store',
    'ui',
  ],
};

/** Packages a room may use; a package not named here may be used in every room. */
const packages = {
  react: ['ui', 'app'],
  'react-dom': ['ui', 'app'],
  '@mantine/*': ['ui', 'app'],
  recharts: ['ui'],
  zustand: ['store', 'ui', 'app'],
  idb: ['storage'],
  '@tensorflow/*': ['engine'],
  'image-size': ['data'],
  '@noble/hashes': ['contract'],
  geotiff: ['data'],
  gifenc: ['export'],
  mediabunny: ['export'],
  'libheif-js': ['data'],
  '@jsquash/*': ['data'],
};

const restricted = (room) =>
  Object.entries(packages)
    .filter(([, users]) => !users.includes(room))
    .flatMap(([name]) => (name.endsWith('/*') ? [name] : [name, `${name}/*`]));

// References are what tests hold kernels against; they lie beside them.
const tests = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'src/**/*.reference.ts', 'src/testing/**'];

const words = {
  rules: {
    'one-format': oneFormat,
    'one-is-not-many': oneIsNotMany,
    'text-in-catalogue': textInCatalogue,
    'words-in-time': wordsInTime,
  },
};

/** What reads like a label and is none: the studio's name, keys as browsers name them, what a drag
 *  holds, a header. */
const NAMES = ['Atelier', 'Home', 'End', 'Escape', 'Enter', 'Page', 'Files'];

/** The same of what never leaves an engine: kernels of TensorFlow.js, and keys that begin with a word. */
const INNER_NAMES = [
  ...['Tanh', 'Slice', 'scalar', 'vector', 'row', 'of', 'keep', 'take', 'augmented', 'fresh z'],
  ...['real again', 'file-generator'],
];

/** [PAGE9] What is fetched lazily can be missing: that is told in words, and it is fetched again. */
const fetchedAnew = [
  {
    selector:
      'ImportExpression:not(CallExpression[callee.name=/^(fetchPart|part|lazyPart)$/] ImportExpression)',
    message: 'Load it by fetchPart, part or lazyPart: see docs/decisions/0017.',
  },
  {
    selector: 'ImportSpecifier[imported.name="lazy"]',
    message: 'lazyPart can fetch again what React’s own lazy has once failed to fetch.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      'test-results',
      'playwright-report',
      '.cache',
      // AssemblyScript, which reads like TypeScript and is not.
      'src/engine/tfjs/backends/wasm/native',
      'src/artwork/infer/native',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: tests,
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: Object.entries(rooms).map(([room, allowed]) => ({
            target: `./src/${room}`,
            from: './src',
            except: [room, ...allowed].map((name) => `./${name}`),
            message: `The room "${room}" may import from: ${allowed.join(', ') || 'nothing'}.`,
          })),
        },
      ],
    },
  },
  ...Object.keys(rooms)
    .filter((room) => room !== 'testing')
    .map((room) => ({
      files: [`src/${room}/**/*.{ts,tsx}`],
      ignores: tests,
      rules: {
        '@typescript-eslint/no-restricted-imports': [
          'error',
          {
            patterns: [
              { group: restricted(room), message: `This package is not for the room "${room}".` },
              { group: ['**/testing/*'], message: 'Test helpers are for tests alone.' },
            ],
          },
        ],
      },
    })),
  {
    // [WEB1] What plain http pages do not have, and what is there instead.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/contract/sha256.ts', ...tests],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'subtle', message: 'Use contract/sha256.ts: plain http pages have none.' },
        { property: 'randomUUID', message: 'Use contract/new-id.ts: plain http pages have none.' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/worker/**', 'src/intake/worker/**', 'src/artwork/**', ...tests],
    rules: {
      'no-restricted-globals': ['error', { name: 'self', message: 'Only worker/ touches self.' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', ...fetchedAnew] },
  },
  {
    // [WEB6] What a browser may lack or refuse is named where its substitute is.
    files: ['src/**/*.{ts,tsx}'],
    ignores: [
      'src/app/missing-features.ts',
      'src/app/ports*.ts',
      'src/ui/browser/**',
      'src/storage/connection.ts',
      'src/worker/**',
      'src/intake/worker/**',
      'src/artwork/**',
      ...tests,
    ],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'self', message: 'Only worker/ touches self.' },
        ...['BroadcastChannel', 'indexedDB', 'localStorage', 'sessionStorage', 'Notification'].map(
          (name) => ({ name, message: 'It may be missing: see contract/features.ts.' }),
        ),
      ],
      'no-restricted-syntax': [
        'error',
        ...fetchedAnew,
        {
          selector:
            'MemberExpression[object.name="navigator"][property.name=/^(locks|storage|clipboard|wakeLock)$/]',
          message: 'It may be missing: see contract/features.ts.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: tests,
    plugins: { words },
    rules: { 'words/one-is-not-many': 'error', 'words/words-in-time': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    // Names of files are put in an order that is the same for everybody.
    ignores: ['src/words/format.ts', 'src/data/files/natural-order.ts', ...tests],
    rules: { 'words/one-format': 'error' },
  },
  {
    // [WORD2] What people read stands in one catalogue.
    files: ['src/{app,store,ui}/**/*.{ts,tsx}'],
    ignores: ['src/ui/theme.ts', ...tests],
    rules: { 'words/text-in-catalogue': ['error', { names: NAMES }] },
  },
  {
    // [WORD3] Failures, findings and reasons are data everywhere: no sentence is handed to them.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/{app,store,ui,words}/**', ...tests],
    plugins: { words },
    rules: { 'words/text-in-catalogue': ['error', { within: 'messages' }] },
  },
  {
    // [WORD2] Nor does what computes and keeps make sentences: an adapter is data, and so is a fault.
    files: [
      'src/{client,engine,findings,intake,measures,nets,project,records,storage,worker}/**/*.ts',
    ],
    // Names of buffers and kernels, which only a debugger shows; faults of a program, for whoever writes one.
    ignores: ['src/engine/wgsl/**', 'src/nets/step-phases.ts', ...tests],
    rules: { 'words/text-in-catalogue': ['error', { names: [...NAMES, ...INNER_NAMES] }] },
  },
  {
    files: ['src/ui/**/*.{ts,tsx}', 'src/app/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    // The one rule here that reads types; the others that do are oxlint's: see .oxlintrc.json.
    files: ['src/ui/**/*.tsx', 'src/app/**/*.tsx'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { studio: { rules: { 'one-text': oneText } } },
    rules: { 'studio/one-text': 'error' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
);
