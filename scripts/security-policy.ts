import type { Connect, Plugin } from 'vite';
import { keptForGood } from './parts-list.mjs';

/** Cross-origin isolation gives the WASM engine its threads (SharedArrayBuffer). */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * What the built page and its workers may load and do [SAFE3]: run and fetch what comes from where
 * they came from, and show pictures that they made themselves. No inline script, no inline style,
 * no `eval`, no other origin.
 */
const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  // WebAssembly is compiled from files of ours; it needs a word of its own, which allows no `eval`.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  // blob: sample grids and SVG files while they are drawn; data: the icon that shows the progress.
  'img-src': "'self' blob: data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const written = (rules: Readonly<Record<string, string>>): string =>
  Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** Browsers heed `frame-ancestors` in a header alone. */
export const policyHeader = written({ ...directives, 'frame-ancestors': "'none'" });

export const policyMeta = written(directives);

/** What a host should send with every file: a worker has the policy of its own script's headers. */
export const hostHeaders = {
  'Content-Security-Policy': policyHeader,
  ...isolation,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // [PERF6] Asked for at a press, by the page alone: nothing that is put into it has either.
  'Permissions-Policy': 'camera=(), midi=(self), microphone=(self)',
};

const lines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('');

/**
 * Puts the policy into the built page, where it holds on any host, and writes the headers to
 * `_headers`, which Netlify, Cloudflare Pages and others read. Not while developing: hot reload
 * needs inline scripts.
 */
export function securityPolicy(): Plugin {
  return {
    name: 'atelier:security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policyMeta },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      const source = `/*\n${lines(hostHeaders)}/assets/*\n${lines(keptForGood)}`;
      this.emitFile({ type: 'asset', fileName: '_headers', source });
    },
  };
}

/**
 * Serves with headers on every answer. Vite's own `server.headers` and `preview.headers` are left out
 * of "304 Not Modified"; WebKit holds a worker's script to the headers of that answer, and started
 * no worker after a reload. While developing there is no policy, as above.
 */
export function servedHeaders(): Plugin {
  const every =
    (headers: Readonly<Record<string, string>>): Connect.NextHandleFunction =>
    (_, response, next) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      next();
    };
  return {
    name: 'atelier:served-headers',
    configureServer: ({ middlewares }) => void middlewares.use(every(isolation)),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(every(hostHeaders)),
  };
}
