import type { SessionState } from '../../common/contract/session.ts';
import { randomId } from './documents.ts';
import type { TestAnswer, TestServer } from './server.ts';

/** One session through the API, with a technician and, once joined, a customer. */
export interface TestSession {
  id: string;
  pin: string;
  technicianId: string;
  technicianToken: string;
  technicianDevice: string;
  /** Empty until somebody has joined. */
  customerToken: string;
  customerDevice: string;
  /** A command of the technician, or of the customer; its path is below the session's. */
  asTechnician(method: string, path: string, body?: unknown, seat?: number): Promise<TestAnswer>;
  asCustomer(method: string, path: string, body?: unknown, seat?: number): Promise<TestAnswer>;
}

export const licence = { version: '1', language: 'en' };

/** What joining sends. */
export const joining = (pin: string, device = randomId()) => ({
  pin,
  device,
  language: 'en',
  voice: 'here',
});

/** Opens a session for a new technician. */
export async function openSession(
  server: TestServer,
  technician?: { technician: { _id: string }; token: string },
): Promise<TestSession> {
  const { technician: who, token } = technician ?? (await server.technician());
  const device = randomId();
  const { status, body } = await server.request('POST', '/api/sessions', {
    token,
    body: { device },
  });
  if (status !== 200)
    throw new Error(`opening a session was answered ${status} ${body?.error?.code}`);
  const command =
    (whose: () => string) => (method: string, path: string, sent?: unknown, seat?: number) =>
      server.request(method, `/api/sessions/${body.id}${path}`, {
        token: whose(),
        body: sent,
        headers: seat === undefined ? {} : { 'lens-seat': String(seat) },
      });
  const session: TestSession = {
    id: body.id,
    pin: body.pin,
    technicianId: who._id,
    technicianToken: token,
    technicianDevice: device,
    customerToken: '',
    customerDevice: randomId(),
    asTechnician: command(() => token),
    asCustomer: command(() => session.customerToken),
  };
  return session;
}

/** Joins a waiting session as its customer. */
export async function join(server: TestServer, session: TestSession): Promise<TestAnswer> {
  const answer = await server.request('POST', `/api/sessions/${session.id}/join`, {
    body: joining(session.pin, session.customerDevice),
  });
  if (answer.status === 200) session.customerToken = answer.body.token;
  return answer;
}

/** The steps by which a session comes into each state. */
export async function sessionIn(
  server: TestServer,
  state: SessionState,
  technician?: { technician: { _id: string }; token: string },
): Promise<TestSession> {
  const session = await openSession(server, technician);
  const steps: Record<SessionState, (() => Promise<TestAnswer>)[]> = {
    waiting: [],
    joined: [() => join(server, session)],
    connected: [
      () => join(server, session),
      () => session.asCustomer('POST', '/licence/accept', licence),
    ],
    active: [
      () => join(server, session),
      () => session.asCustomer('POST', '/licence/accept', licence),
      () => session.asTechnician('POST', '/start'),
    ],
    ended: [() => join(server, session), () => session.asTechnician('POST', '/end')],
  };
  for (const step of steps[state]) {
    const { status, body } = await step();
    if (status !== 200)
      throw new Error(`a step to ${state} was answered ${status} ${body?.error?.code}`);
  }
  return session;
}

/** The session as the store has it. */
export async function stored(server: TestServer, { id }: Pick<TestSession, 'id'>) {
  const session = await server.store.sessions.byId(id);
  if (session === null) throw new Error('the session is not in the store');
  return session;
}
