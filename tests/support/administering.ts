import type { TestAnswer, TestServer, TestTechnician } from './server.ts';

/** An administrator who is signed in, and what one asks of the server. */
export interface TestAdministrator extends TestTechnician {
  /** Asks; `ifMatch` is the revision that a guarded change was decided on, `key` names a wish. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    more?: { ifMatch?: number; key?: string; language?: string },
  ): Promise<TestAnswer>;
}

/** Asks as whoever has this token. */
export const asking =
  (server: Pick<TestServer, 'request'>, token: string): TestAdministrator['ask'] =>
  (method, path, body, { ifMatch, key, language } = {}) =>
    server.request(method, path, {
      token,
      body,
      headers: {
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(language !== undefined && { 'accept-language': language }),
      },
    });

/** A new administrator of this server. */
export async function administrator(
  server: TestServer,
  more: Parameters<TestServer['technician']>[0] = {},
): Promise<TestAdministrator> {
  const made = await server.technician({ name: 'Ada', role: 'administrator', ...more });
  return { ...made, ask: asking(server, made.token) };
}

/** What was noted of one thing, newest first, as `action changed,fields`. */
export async function notedOf(admin: TestAdministrator, targetId: string): Promise<string[]> {
  const { body } = await admin.ask('GET', '/api/audit?limit=200');
  return body.items
    .filter(({ target }: { target: { id: string } | null }) => target?.id === targetId)
    .map(({ action, changed }: { action: string; changed: string[] }) =>
      [action, ...(changed.length > 0 ? [changed.join(',')] : [])].join(' '),
    );
}

/** All that a group can permit. */
export const everything = {
  startSessions: true,
  sms: true,
  email: true,
  ownMail: true,
  link: true,
  qr: true,
};
