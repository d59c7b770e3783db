import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/** Serves the bare page on a port of its own; `stop` frees it. */
export async function serveBarePage(): Promise<{ url: string; stop(): Promise<void> }> {
  const files = sirv(fileURLToPath(new URL('.', import.meta.url)), { extensions: ['html'] });
  const server = createServer((request, response) => files(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
