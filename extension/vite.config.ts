import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
// The extension `.ts` is needed: without it Vite bundles the manifest into this file's own copy.
import manifest from '../manifest.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the side panel, its service worker, the microphone's page and the large view's. A development build opens
 * its files to every web page, so it has a folder of its own and never becomes `dist/`.
 */
export default defineConfig(({ command }) => ({
  root,
  publicDir: 'extension/public',
  // The customer's page has one of its own: two servers of development run at once.
  cacheDir: 'node_modules/.vite/extension',
  plugins: [svelte(), crx({ manifest })],
  build: {
    outDir: command === 'build' ? 'dist/extension' : 'dist-dev/extension',
    emptyOutDir: true,
    target: 'chrome116',
    rollupOptions: {
      input: {
        microphone: 'extension/microphone/index.html',
        'large-view': 'extension/large-view/index.html',
      },
    },
  },
  server: { port: 5174, strictPort: true, cors: { origin: /^chrome-extension:\/\// } },
}));
