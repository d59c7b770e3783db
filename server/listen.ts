import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { App } from './app.ts';
import { followCertificate, readCertificate } from './certificate.ts';
import type { Config } from './config.ts';

/** How long a request may take to come in, in ms: a slow sender holds a socket no longer. */
const REQUEST_WITHIN_MS = 30_000;
const HEADERS_WITHIN_MS = 15_000;
/** The longest headers of a request, in bytes: those of a browser have one or two thousand. */
const LONGEST_HEADERS = 16 * 1024;
/** How long a socket may stand still while an answer waits to be read, in ms; ws lifts it for its own. */
const STILL_FOR_MS = 60_000;
/** How often Node looks for slow senders, in ms; by default only each 30 s. */
const LOOK_EVERY_MS = 5000;
/** Longer than a proxy keeps its connections (60 s is common), so that it closes them first. */
const KEEP_ALIVE_MS = 65_000;
/** How long answers under way may still take when the server stops, in ms: signing in is the longest. */
const DRAIN_WITHIN_MS = 6000;
/** How often, meanwhile, connections whose answer has gone out are closed, in ms. */
const CLOSE_IDLE_EVERY_MS = 50;

/** The open ports of one server. */
export interface Ports {
  port: number;
  /** The port of https; null where there is none. */
  tlsPort: number | null;
  /** Stops taking connections, lets answers under way finish, and resolves when all is closed. */
  close(): Promise<void>;
}

/** What a listening port needs beside its address. */
export interface Listening {
  log: Logger;
  /** How long the headers of a request, or a TLS handshake, may take to come in, in ms. */
  headersWithinMs?: number;
  /** How long a whole request may take to come in, in ms. */
  requestWithinMs?: number;
  /** How long a socket may stand still in mid-answer, in ms. */
  stillForMs?: number;
}

async function open(server: Server, port: number, host?: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // Node closes only those that are idle at the start; the others would be kept alive for more.
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const impatient = setTimeout(() => server.closeAllConnections(), DRAIN_WITHIN_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(impatient);
}

/**
 * Opens the port of http and, where there is a certificate, that of https on all interfaces. What
 * comes in before the app is there waits for it. Throws the system's error where a port is taken.
 */
export async function listen(
  { host, port, tls }: Pick<Config, 'host' | 'port' | 'tls'>,
  app: Promise<App>,
  {
    log,
    headersWithinMs = HEADERS_WITHIN_MS,
    requestWithinMs = REQUEST_WITHIN_MS,
    stillForMs = STILL_FOR_MS,
  }: Listening,
): Promise<Ports> {
  const limits = {
    requestTimeout: requestWithinMs,
    headersTimeout: headersWithinMs,
    connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, headersWithinMs),
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: LONGEST_HEADERS,
  };
  const plain = createServer(limits);
  const secure =
    tls &&
    createSecureServer({
      ...limits,
      handshakeTimeout: headersWithinMs,
      ...readCertificate(tls),
    });
  const unfollow = secure && tls ? followCertificate(secure, tls, log) : () => undefined;
  const servers = secure ? [plain, secure] : [plain];
  for (const server of servers) {
    server.setTimeout(stillForMs);
    server.on('request', (request, response) =>
      app.then(
        ({ handle }) => handle(request, response),
        () => request.destroy(),
      ),
    );
    server.on('upgrade', (request, socket, head) => {
      // A sender who breaks off before the app is there must not end the process either.
      socket.on('error', () => socket.destroy());
      app.then(
        ({ upgrade }) => upgrade(request, socket, head),
        () => socket.destroy(),
      );
    });
  }
  const closeAll = async () => {
    unfollow();
    await Promise.all(servers.filter((server) => server.listening).map(close));
  };
  try {
    const opened = await open(plain, port, host);
    return {
      port: opened,
      tlsPort: secure && tls ? await open(secure, tls.port) : null,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
