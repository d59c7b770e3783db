import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.LENS_DEV_SERVER ?? 'http://localhost:8080';

/** Builds the customer's page; in development the API and the sockets go through to the server. */
export default defineConfig({
  root: here('.'),
  cacheDir: here('../node_modules/.vite/customer-web'),
  plugins: [svelte({ configFile: here('../svelte.config.js') })],
  build: {
    outDir: here('../dist/customer-web'),
    emptyOutDir: true,
    target: ['safari16.4', 'chrome107', 'firefox115'],
    // One style sheet: a second one costs a phone a round trip, and saves it one kilobyte.
    cssCodeSplit: false,
    // Every browser that has the camera's API of today knows modulepreload.
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    strictPort: true,
    fs: { allow: [here('..')] },
    proxy: { '/api': { target: server, ws: true }, '/peer': { target: server, ws: true } },
  },
});
