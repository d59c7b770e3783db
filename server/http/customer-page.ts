import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sirv from 'sirv';
import { allowCustomerPage } from './security-headers.ts';
import type { Step } from './state.ts';

/** For how long a file whose name holds its hash may be kept, in seconds: a year, never asked again. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Serves the built customer's page, compressed ahead of time (.br, .gz beside each file), at `/` and
 * its files beside it; null where it was not built. Vite puts what it hashes into `assets/`.
 */
export function serveCustomerPage(folder: string): Step | null {
  if (!existsSync(join(folder, 'index.html'))) return null;
  const files = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    extensions: [],
    setHeaders(response, pathname) {
      const hashed = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', hashed ? IMMUTABLE : 'no-cache');
    },
  });
  return async (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return await next();
    const before = { ...context.response.headers };
    allowCustomerPage(context);
    if (context.path === '/') context.req.url = context.url.replace(/^\/(?=\?|$)/, '/index.html');
    let found = true;
    // Calls its `next` at once or not at all: it knows its files since the start.
    files(context.req, context.res, () => {
      found = false;
    });
    context.respond = !found;
    if (found) return;
    context.set(before as Record<string, string>);
    await next();
  };
}
