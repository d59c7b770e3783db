import Koa from 'koa';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { addressFinder } from './http/address.ts';
import type { Authenticators } from './http/authenticate.ts';
import { bindRoutes } from './http/bind-routes.ts';
import { checkContract } from './http/contract-version.ts';
import { answerErrors } from './http/errors.ts';
import type { Handlers } from './http/handler.ts';
import { answerHealth } from './http/health.ts';
import { answerNoRoute } from './http/no-route.ts';
import { letInOrigins } from './http/origins.ts';
import { logRequests } from './http/request-log.ts';
import { requirePath } from './http/require-path.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { RequestState, Step } from './http/state.ts';
import { keepToHttps, publicHost } from './http/strict-transport.ts';
import type { UpgradeRoute } from './http/upgrade-route.ts';
import { handUpgrades } from './http/upgrades.ts';
import type { Store } from './store/store.ts';

/** What an app is made of: main.ts makes them, tests make them with a clock and a store of their own. */
export interface AppModules {
  handlers: Handlers;
  authenticators: Authenticators;
  /** What speaks WebSocket: events and PeerServer. */
  upgrades: readonly UpgradeRoute[];
  /** Whole pages beside the API, in order; what they do not know they pass on. */
  pages: readonly Step[];
  store: Pick<Store, 'ping'>;
  log: Logger;
  /** Whether the server is about to end: it is not ready then, and takes no new sockets. */
  isStopping: () => boolean;
  settings: {
    /** The extensions that may call the API. */
    extensionIds: readonly string[];
    /** The origin where customers go. */
    publicUrl: string;
    /** The proxies whose X-Forwarded-For is believed. */
    trustedProxies: readonly string[];
    /** Whether its certificate is trusted on this network alone: no browser may insist on it then. */
    isLocalCertificate: boolean;
  };
}

/** One server's whole conversation over one port, without the port. */
export interface App {
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Begins to stop: not ready any more, no new sessions or sockets, and those that are open are told to
   * come again elsewhere (1012). Requests are answered as before; calls, peer to peer, go on.
   */
  drain(): Promise<void>;
  /** Ends all that the app has begun; requests under way are the port's to drain. */
  stop(): Promise<void>;
}

/** Puts the parts together, in the order in which a request meets them. */
export function createApp(modules: AppModules): App {
  const { handlers, authenticators, upgrades, pages, store, log, isStopping, settings } = modules;
  const addressOf = addressFinder(settings.trustedProxies);
  const router = bindRoutes(handlers, { authenticators, addressOf, log });

  const koa = new Koa<RequestState>();
  koa.use(logRequests(log));
  koa.use(securityHeaders);
  const insistedOn = settings.isLocalCertificate ? null : publicHost(settings.publicUrl);
  koa.use(keepToHttps(insistedOn, settings.trustedProxies));
  koa.use(answerErrors(log));
  koa.use(requirePath);
  koa.use(answerHealth(store, isStopping));
  // Its own errors, too, are answered with its CORS headers: it sets them before it throws.
  koa.use(letInOrigins(settings.extensionIds, settings.publicUrl));
  koa.use(checkContract);
  koa.use(router.routes());
  for (const page of pages) koa.use(page);
  koa.use(answerNoRoute);
  // What comes here happened while an answer was being sent: its receiver is gone, or a stream broke.
  koa.on('error', (error: Error) => log.debug({ err: error }, 'an answer was cut short'));

  let closing: Promise<unknown> | undefined;
  async function closeSockets() {
    await (closing ??= Promise.all(upgrades.map((each) => each.stop())));
  }

  const handle = koa.callback();
  return {
    handle: (request, response) => void handle(request, response),
    upgrade: handUpgrades(upgrades, addressOf, log, isStopping),
    drain: closeSockets,
    stop: closeSockets,
  };
}
