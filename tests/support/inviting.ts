import { vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import type { InvitingConfig } from '../../server/config/inviting.ts';
import { randomId } from './documents.ts';
import { testServer, type TestAnswer, type TestServer, type TestServerOptions } from './server.ts';
import { stored, type TestSession } from './sessions.ts';

/** A server that invites from France, in whatever way it is told to. */
export function invitingServer(
  inviting: Partial<InvitingConfig> = {},
  options: TestServerOptions = {},
): Promise<TestServer> {
  return testServer({
    ...options,
    config: {
      companyName: 'Acme',
      ...options.config,
      inviting: {
        ...readConfig({ LENS_DEFAULT_COUNTRY: 'FR' }).inviting,
        ...inviting,
      },
    },
  });
}

/** An account at a gateway on this machine. */
export const twilioAt = (origin: string): NonNullable<InvitingConfig['twilio']> => ({
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'token',
  apiKey: null,
  sender: { from: '+15005550006' },
  origin,
});

/** A mail server on this machine, unencrypted. */
export const smtpAt = (port: number): NonNullable<InvitingConfig['smtp']> => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  login: null,
  from: 'help@acme.example',
  caFile: null,
});

export const bySms = (more: Record<string, unknown> = {}) => ({
  way: 'sms',
  to: '06 12 34 56 78',
  language: 'en',
  voice: 'here',
  key: randomId(),
  ...more,
});

export const byEmail = (more: Record<string, unknown> = {}) =>
  bySms({ way: 'email', to: 'zoe@example.com', ...more });

/** Asks the server to send an invitation. */
export const invite = (
  session: TestSession,
  wish: ReturnType<typeof bySms>,
  seat?: number,
): Promise<TestAnswer> => session.asTechnician('POST', '/invitations', wish, seat);

/** Waits until a session's last invitation is past `sending`, and gives it. */
export async function settledInvitation(server: TestServer, session: TestSession) {
  return await vi.waitFor(
    async () => {
      const last = (await stored(server, session)).invitations.at(-1);
      if (last === undefined || last.status === 'sending') throw new Error('still sending');
      return last;
    },
    { timeout: 5000, interval: 10 },
  );
}

/** The token in an invitation's link. */
export function tokenOf(text: string): string {
  const [, token] = /#j=([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/.exec(text) ?? [];
  if (token === undefined) throw new Error(`no link in ${text}`);
  return token;
}

/** Joins by a link. */
export const joinByLink = (
  server: TestServer,
  { id }: Pick<TestSession, 'id'>,
  link: string,
  device = randomId(),
): Promise<TestAnswer> =>
  server.request('POST', `/api/sessions/${id}/join`, {
    body: { link, device, language: 'en', voice: 'here' },
  });

/** Opens a link without joining, as a robot that looks ahead does. */
export const openLink = (server: TestServer, token: string): Promise<TestAnswer> =>
  server.request('POST', '/api/links/find', { body: { token } });
