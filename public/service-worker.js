// Answers requests for the studio's own files from the caches that its pages fill
// (src/app/hold/held-files.ts), so that an open page needs its server no more. Names of files change
// with what is in them, so this script serves every build alike: a newer one may take over at any
// time. Pages themselves always come from the server.
const files = new URL('assets/', self.registration.scope).href;

self.addEventListener('install', () => self.skipWaiting());
// Not waited for: Firefox asks every worker of the page, and the threads of the WASM engine, which rest
// between two jobs, never answer. Until this script is active, all requests of the page would wait.
self.addEventListener('activate', () => void self.clients.claim());

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(files)) event.respondWith(answer(event.request));
});

async function answer(request) {
  // A cache that cannot be read is none: the server is asked.
  const held = await caches.match(request.url, { ignoreVary: true }).catch(() => undefined);
  return held ?? fetch(request);
}
