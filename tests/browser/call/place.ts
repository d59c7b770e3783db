import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { PeerServer } from 'peer';
import { build, type Rolldown } from 'vite';

/** Where two pages can meet: a bare PeerServer, and a server with nothing but the test's page. */
export interface Place {
  url: string;
  peerPort: number;
  /** Breaks the sockets that are open at PeerServer; it takes new ones at once. */
  cutSockets(): void;
  close(): Promise<void>;
}

const html = `<!doctype html><meta charset="utf-8"><title>One side</title>
<video muted playsinline autoplay></video><audio autoplay></audio><script type="module" src="/page.js"></script>`;

async function bundle(): Promise<Map<string, string>> {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      rollupOptions: {
        input: fileURLToPath(new URL('page.ts', import.meta.url)),
        output: { entryFileNames: 'page.js' },
      },
    },
  })) as Rolldown.RolldownOutput;
  return new Map(
    built.output.map((file) => [
      `/${file.fileName}`,
      file.type === 'chunk' ? file.code : String(file.source),
    ]),
  );
}

/** Builds the page and opens both servers on free ports. */
export async function openPlace(): Promise<Place> {
  const files = await bundle();
  const pages = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    const script = files.get(path);
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.statusCode = script || path === '/' ? 200 : 404;
    response.end(script ?? (path === '/' ? html : ''));
  });
  await new Promise<void>((resolve) => pages.listen(0, 'localhost', resolve));
  let signalling: Server | undefined;
  await new Promise<void>((resolve) => {
    PeerServer({ port: 0, host: 'localhost', path: '/' }, (server) => {
      signalling = server as Server;
      resolve();
    });
  });
  const sockets = new Set<Socket>();
  signalling!.on('connection', (socket) => sockets.add(socket));
  const cutSockets = () => sockets.forEach((socket) => socket.destroy());
  const port = (server: Server) => (server.address() as AddressInfo).port;
  return {
    url: `http://localhost:${port(pages)}/`,
    peerPort: port(signalling!),
    cutSockets,
    async close() {
      cutSockets();
      for (const server of [pages, signalling!]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
