import { defaultClientConditions, defineConfig } from 'vite';

// Threads need shared memory, which a page gets by being served with these.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // The built page works from any path.
  base: './',
  // Packages resolve to their sources, so nothing else is built before.
  resolve: { conditions: ['@growcone/source', ...defaultClientConditions] },
  server: { headers },
  preview: { headers },
});
