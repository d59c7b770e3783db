import { scopes, type Scope } from '../../common/contract/administration.ts';
import { placeOf } from '../../server/store/folded.ts';
import { SCHEMA_VERSION } from '../../server/store/documents.ts';
import { hashToken, newToken } from '../../server/tokens.ts';
import { randomId } from './documents.ts';
import type { TestServer, TestTechnician } from './server.ts';
import { sessionIn, type TestSession } from './sessions.ts';

/** The people who may turn up at a session. */
export const people = [
  'nobody',
  'customer',
  'otherCustomer',
  'owner',
  'otherTechnician',
  'administrator',
  'earlierAdministrator',
] as const;
export type Person = (typeof people)[number];

/** Everybody who can call: people, and scripts with each scope alone. */
export const callers = [...people, ...scopes] as const;
export type WhoCalls = (typeof callers)[number];

/** The password of each technician here. */
export const PASSWORD = 'four words in a row';

/** One session with its two sides, and everybody else who might look for it. */
export interface Everyone {
  session: TestSession;
  owner: TestTechnician;
  otherTechnician: TestTechnician;
  administrator: TestTechnician;
  /** What each caller sends as Authorization; nobody sends none. */
  tokens: Record<WhoCalls, string | undefined>;
}

/** A script's token with one scope, made by that administrator. */
export async function apiToken(
  server: TestServer,
  { technician }: TestTechnician,
  scope: Scope,
): Promise<{ id: string; token: string }> {
  const token = newToken('a');
  const id = randomId();
  await server.store.apiTokens.insert({
    _id: id,
    schema: SCHEMA_VERSION,
    hash: hashToken(token),
    name: scope,
    place: placeOf(scope, id),
    scopes: [scope],
    createdAt: server.clock.now(),
    createdBy: { id: technician._id, name: technician.name },
    expiresAt: server.clock.now() + 60_000_000,
    seenAt: null,
  });
  return { id, token };
}

/** The token of a sign-in that somebody has made an hour ago. */
export async function signedInEarlier(
  { store, clock }: TestServer,
  { technician }: Pick<TestTechnician, 'technician'>,
): Promise<string> {
  const token = newToken('t');
  await store.signIns.insert({
    _id: hashToken(token),
    schema: SCHEMA_VERSION,
    technicianId: technician._id,
    createdAt: clock.now() - 60 * 60_000,
    expiresAt: clock.now() + 24 * 60 * 60_000,
    seenAt: clock.now(),
    browser: null,
  });
  return token;
}

/** A session of its own in that state, and one of each who may call. */
export async function everyone(
  server: TestServer,
  state: 'waiting' | 'joined' | 'connected' | 'active' = 'connected',
): Promise<Everyone> {
  const [owner, otherTechnician] = [
    await server.technician({}, PASSWORD),
    await server.technician({}, PASSWORD),
  ];
  const administrator = await server.technician({ role: 'administrator' }, PASSWORD);
  const session = await sessionIn(server, state === 'waiting' ? 'joined' : state, owner);
  if (state === 'waiting') {
    // The one who was there has lost the seat to a new PIN, and still has the token.
    const { body } = await session.asTechnician('POST', '/pin');
    session.pin = body.pin;
  }
  const other = await sessionIn(server, 'joined', await server.technician());
  const scripts = await Promise.all(
    scopes.map(async (scope) => {
      const { token } = await apiToken(server, administrator, scope);
      return [scope, token] as const;
    }),
  );
  return {
    session,
    owner,
    otherTechnician,
    administrator,
    tokens: {
      nobody: undefined,
      customer: session.customerToken,
      otherCustomer: other.customerToken,
      owner: owner.token,
      otherTechnician: otherTechnician.token,
      administrator: administrator.token,
      earlierAdministrator: await signedInEarlier(server, administrator),
      ...(Object.fromEntries(scripts) as Record<Scope, string>),
    },
  };
}
