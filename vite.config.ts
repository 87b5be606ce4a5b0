import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { licencesFile } from './scripts/licences.ts';
import { pageParts } from './scripts/page-parts.mjs';
import { partsList } from './scripts/parts-list.mjs';
import { securityPolicy, servedHeaders } from './scripts/security-policy.ts';
import { workerEntries } from './scripts/worker-entries.mjs';

const parts = partsList();

export default defineConfig({
  // Relative addresses, so that the build works from any sub-path of any static host.
  base: './',
  plugins: [react(), pageParts(), securityPolicy(), servedHeaders(), licencesFile(), parts.page],
  worker: { format: 'es', plugins: () => [workerEntries(), parts.worker, pageParts()] },
  // One style sheet, with the first load: one that comes later and does not would leave a room bare.
  build: { target: 'es2022', manifest: true, cssCodeSplit: false, chunkSizeWarningLimit: 2000 },
});
