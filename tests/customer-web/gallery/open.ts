import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Page } from 'puppeteer';
import sirv from 'sirv';
import { build } from 'vite';
import { launchChromium } from '../../../scripts/browser/chromium.ts';

/** As strict as the server's own policy: what a style or a script of the page would break, breaks here. */
const policy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'";

/** A page that shows any screen of the customer's page, and the way to close all of it. */
export interface OpenGallery {
  page: Page;
  close(): Promise<void>;
}

/** Builds the gallery, serves it under a strict policy and opens it in a browser of phone's kind. */
export async function openGallery(): Promise<OpenGallery> {
  const outDir = await mkdtemp(join(tmpdir(), 'lens-gallery-'));
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ configFile: false })],
    build: { outDir, emptyOutDir: true, minify: false },
  });
  const files = sirv(outDir, {
    setHeaders: (answer) => answer.setHeader('content-security-policy', policy),
  });
  const server = createServer((request, response) => files(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await launchChromium();
  const page = await browser.newPage();
  // Before the page is loaded: a screen that becomes a phone's loads its page anew.
  await page.setViewport({ width: 360, height: 640, isMobile: true, hasTouch: true });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction('window.gallery');
  return {
    page,
    async close() {
      await browser.close();
      await new Promise((closed) => server.close(closed));
      await rm(outDir, { recursive: true });
    },
  };
}
