import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { securityPolicy, servedHeaders } from './scripts/security-policy.ts';
import { workerEntries } from './scripts/worker-entries.mjs';

export default defineConfig({
  // Relative addresses, so that the build works from any sub-path of any static host.
  base: './',
  plugins: [react(), securityPolicy(), servedHeaders()],
  worker: { format: 'es', plugins: () => [workerEntries()] },
  build: { target: 'es2022', manifest: true, chunkSizeWarningLimit: 2000 },
});
