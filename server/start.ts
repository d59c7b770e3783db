import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import type { App } from './app.ts';
import { createAudit } from './audit/audit.ts';
import { systemClock, type Clock } from './clock.ts';
import { compose } from './compose.ts';
import type { Config } from './config.ts';
import { serveCustomerPage } from './http/customer-page.ts';
import type { Step } from './http/state.ts';
import { listen, type Ports } from './listen.ts';
import { nameStore, openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import {
  createFirstAdministrator,
  type FirstAdministrator,
} from './technicians/first-administrator.ts';
import { createPasswords, type PasswordCost } from './technicians/passwords.ts';

/** What a test or the demo supplies in the place of the real thing. */
export interface StartOptions {
  /** Opens the store; by default the one that the configuration names. */
  openStore?: () => Promise<Store>;
  clock?: Clock;
  log?: Logger;
  /** The folder of the built customer's page; dist/customer-web by default. */
  customerPage?: string;
  passwordCost?: PasswordCost;
  /** Whether what is printed is seen by a person, so that a password may be shown once. */
  isTerminal?: boolean;
  /** Pages beside those of the server itself, such as how to trust a local certificate. */
  pages?: readonly Step[];
}

/** A server that answers. */
export interface RunningServer {
  port: number;
  tlsPort: number | null;
  /** Where the panel signs in: http on this machine. */
  consoleUrl: string;
  /** Where customers go. */
  customerUrl: string;
  firstAdministrator: FirstAdministrator;
  /** Which store keeps everything, for a person to read; null for one that was supplied. */
  keptIn: string | null;
  /** Where SMS and e-mails are shown that an outbox takes; null where there is none. */
  outboxUrl: string | null;
  /** Whether the customer's page was found built. */
  servesCustomerPage: boolean;
  /**
   * Stops: no new sessions, sockets closed with 1012, answers under way finished, the store closed.
   * For `drainMs` before that, requests are still taken, and `/readyz` says 503: a proxy sees it in time.
   */
  stop(drainMs?: number): Promise<void>;
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const releaseVersion = (): string =>
  (JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string }).version;

/** The name by which a browser on this machine reaches an address that is listened on. */
export function hostForPeople(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Starts a whole server in this process; throws what keeps it from starting. */
export async function startServer(
  config: Config,
  options: StartOptions = {},
): Promise<RunningServer> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? pino({ level: config.logLevel }, pino.destination(2));
  const store = await (options.openStore ?? (() => openStore(config, clock)))();

  let appIsThere!: (app: App) => void;
  let noAppWillCome!: (reason: unknown) => void;
  const comingApp = new Promise<App>((resolve, reject) => {
    appIsThere = resolve;
    noAppWillCome = reject;
  });
  comingApp.catch(() => undefined);

  let ports: Ports | undefined;
  try {
    // The ports first: the addresses that everything else names depend on them.
    ports = await listen(config, comingApp, { log });
    const { port, tlsPort } = ports;
    const consoleUrl = `http://${hostForPeople(config.host)}:${port}`;
    const publicUrl = config.publicUrl ?? consoleUrl;

    const passwords = createPasswords(options.passwordCost);
    const customerPage = serveCustomerPage(options.customerPage ?? fromRoot('dist/customer-web'));
    const firstAdministrator = await createFirstAdministrator({
      store,
      audit: createAudit({ store, clock }),
      passwords,
      clock,
      config: { ...config, publicUrl },
      isTerminal: options.isTerminal ?? false,
      dataDir: config.dataDir,
    });

    const app = await compose({
      config,
      publicUrl,
      version: releaseVersion(),
      store,
      passwords,
      clock,
      log,
      pages: [...(options.pages ?? []), ...(customerPage ? [customerPage] : [])],
    });
    appIsThere(app);
    log.info({ port, tlsPort }, 'listening');

    let stopping: Promise<void> | undefined;
    const { close } = ports;
    async function stop(drainMs: number) {
      log.info({ drainMs }, 'stopping');
      await app.drain();
      if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs));
      const closed = close();
      await app.stop();
      await closed;
      await store.close();
      log.info('stopped');
    }
    return {
      port,
      tlsPort,
      consoleUrl,
      customerUrl: publicUrl,
      outboxUrl: config.inviting.outbox === null ? null : `${consoleUrl}/outbox`,
      firstAdministrator,
      keptIn: options.openStore ? null : nameStore(config),
      servesCustomerPage: customerPage !== null,
      stop: (drainMs = 0) => (stopping ??= stop(drainMs)),
    };
  } catch (error) {
    noAppWillCome(error);
    await ports?.close();
    await store.close();
    throw error;
  }
}
