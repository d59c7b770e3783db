import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the page of a phone's check by itself, so that the customer's page carries nothing of it. */
export default defineConfig({
  root: here('.'),
  base: '/check/',
  cacheDir: here('../../node_modules/.vite/check'),
  plugins: [svelte({ configFile: here('../../svelte.config.js') })],
  publicDir: false,
  build: {
    outDir: here('../../dist/customer-web/check'),
    emptyOutDir: true,
    target: ['safari16.4', 'chrome107', 'firefox115'],
    modulePreload: { polyfill: false },
  },
});
