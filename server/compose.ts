import type { Logger } from 'pino';
import { createApiTokens } from './api-tokens/api-tokens.ts';
import { createApp, type App } from './app.ts';
import { createAudit } from './audit/audit.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createDoctor } from './doctor/doctor.ts';
import { createDoctorsRelay } from './doctor/doctors-relay.ts';
import { createDoctorLine } from './doctor/line.ts';
import { createEvents } from './events/events.ts';
import { panelNews } from './events/panel-news.ts';
import type { Authenticators } from './http/authenticate.ts';
import { originCheck } from './http/origins.ts';
import type { Handlers } from './http/handler.ts';
import type { Step } from './http/state.ts';
import { createInvitations } from './invitations/invitations.ts';
import { openTransports } from './invitations/open-transports.ts';
import { panelSettings } from './invitations/ways.ts';
import { isLocalCertificate } from './local-certificate.ts';
import { openApiWhenAsked } from './openapi/document.ts';
import { serveOpenApi } from './openapi/serve.ts';
import { serveApiReference } from './pages/api-reference/page.ts';
import { serveNothingHere } from './pages/nothing-here/page.ts';
import { serveOutbox } from './pages/outbox/page.ts';
import { serveSetPassword } from './pages/set-password/page.ts';
import { openRelay } from './relay/open-relay.ts';
import { createSessions } from './sessions/sessions.ts';
import { defaultSettings } from './settings/defaults.ts';
import { createSettings } from './settings/settings.ts';
import { createSignalling } from './signalling/signalling.ts';
import type { Store } from './store/store.ts';
import { createAdministration } from './technicians/administration/administration.ts';
import type { Passwords } from './technicians/passwords.ts';
import { createTechnicians } from './technicians/technicians.ts';

/** What one server's modules are made from. Several may share one store. */
export interface Parts {
  config: Config;
  /** The origin where customers go. */
  publicUrl: string;
  /** This release, as package.json names it. */
  version: string;
  store: Store;
  passwords: Passwords;
  clock: Clock;
  log: Logger;
  /** Pages beside those of the server itself. */
  pages: readonly Step[];
}

/** An app, and what answers its routes: a terminal calls that without a port. */
export interface Composed extends App {
  handlers: Handlers;
}

/** The composition root: every module made once, wired by plain arguments, and put into an app. */
export async function compose({
  config,
  publicUrl,
  version,
  store,
  passwords,
  clock,
  log,
  pages,
}: Parts): Promise<Composed> {
  let stopping = false;
  const isStopping = () => stopping;
  const document = openApiWhenAsked(version);
  const audit = createAudit({ store, clock });
  const defaults = defaultSettings(config);
  const settings = createSettings({ store, clock, audit, defaults, publicUrl, version, log });
  await settings.start();
  const { company } = settings;
  const { inviting } = config;
  const hasLocalCertificate = isLocalCertificate(config);
  // No extension accepts a local certificate: panels then reach the server on this machine alone.
  const serverAddress = hasLocalCertificate ? null : publicUrl;
  const { transports, outbox } = openTransports(inviting, { company, publicUrl, clock, log });
  const iceServersFor = openRelay(config.relay, { clock, log });
  const sessions = createSessions({
    store,
    clock,
    audit,
    company,
    licenceVersion: settings.licenceVersion,
    isStopping,
    seatSeconds: config.seatSeconds,
    publicUrl,
    iceServersFor,
    log,
  });
  const { endSignedOut } = sessions;
  const technicians = createTechnicians({
    ...{ store, passwords, clock, audit, company, endSignedOut, log },
    ...config,
  });
  const apiTokens = createApiTokens({ store, clock, audit });
  const administration = createAdministration({
    store,
    clock,
    audit,
    sessions,
    mail: transports.email,
    company,
    publicUrl,
    serverAddress,
    log,
  });
  const invitations = createInvitations({
    store,
    clock,
    sessions,
    transports,
    company,
    publicUrl,
    log,
  });
  const doctor = createDoctor({
    store,
    clock,
    gateways: { transports, isOutbox: outbox !== null },
    relay: createDoctorsRelay(config.relay, iceServersFor),
    publicUrl,
    version,
  });
  const mayConnect = originCheck(config.extensionIds, publicUrl);
  const events = createEvents({
    sessions,
    technicians,
    store,
    settingsFor: (may) => panelSettings({ company, transports }, may),
    onNews: panelNews(settings, audit),
    mayConnect,
    log,
  });
  const authenticators: Authenticators = {
    technician: technicians.authenticate,
    customer: sessions.authenticateCustomer,
    script: apiTokens.authenticate,
  };
  const doctorLine = createDoctorLine({ authenticators, mayConnect, log });
  const signalling = createSignalling({ sessions, store, log });

  const handlers: Handlers = {
    ...technicians.handlers,
    ...administration.handlers,
    ...apiTokens.handlers,
    ...settings.handlers,
    ...sessions.handlers,
    ...invitations.handlers,
    ...audit.handlers,
    ...doctor.handlers,
  };
  const app = createApp({
    handlers,
    authenticators,
    upgrades: [events, doctorLine, signalling],
    pages: [
      serveOpenApi(document),
      serveApiReference(document, publicUrl),
      serveSetPassword(() => ({ ...company(), logo: settings.logo(), serverAddress })),
      ...settings.pages,
      ...invitations.pages,
      ...(outbox ? [serveOutbox(outbox, publicUrl)] : []),
      ...pages,
      serveNothingHere(),
    ],
    store,
    log,
    isStopping,
    settings: { ...config, publicUrl, isLocalCertificate: hasLocalCertificate },
  });
  const stopLooking = sessions.onSweep(settings.look);
  sessions.start();
  return {
    ...app,
    handlers,
    async drain() {
      stopping = true;
      await app.drain();
    },
    async stop() {
      stopping = true;
      // The sockets first: as they close they note who went away.
      await app.stop();
      stopLooking();
      await technicians.stop();
      await sessions.stop();
      await settings.stop();
      await administration.stop();
      await invitations.stop();
    },
  };
}
