import { openStore, type StoreChoice } from '../../server/store/open.ts';
import type { Store } from '../../server/store/store.ts';
import { createPeerTokens } from '../../server/sessions/peer-token.ts';
import { peerIdOf } from '../../server/sessions/views.ts';
import { hashToken, newToken } from '../../server/tokens.ts';
import { randomId, sessionDocument, technicianDocument } from '../../tests/support/documents.ts';

const HOUR_MS = 60 * 60 * 1000;

/** A session whose two sides are connected, by what each of them proves who it is with. */
export interface LiveSession {
  id: string;
  tokens: { technician: string; customer: string };
  /** The two peers, each with a token that is good for an hour. */
  peers: { id: string; token: string }[];
}

async function insertSession(store: Store, now: number): Promise<LiveSession> {
  const technician = technicianDocument({ createdAt: now });
  const tokens = { technician: newToken('t'), customer: newToken('c') };
  const signIn = hashToken(tokens.technician);
  const seat = { generation: 1, seenAt: now, awayAt: now };
  const session = sessionDocument({
    state: 'connected',
    technicianId: technician._id,
    openFor: technician._id,
    pin: undefined,
    pinExpiresAt: null,
    details: { name: 'Mr Smith', phone: '', email: '', ticketId: 'T-1024', custom: {} },
    voices: { technician: 'here', customer: 'here' },
    seats: {
      technician: { ...seat, device: randomId(), signIn },
      customer: { ...seat, device: randomId() },
    },
    customerTokenHash: hashToken(tokens.customer),
    licence: { version: '1', language: 'en', acceptedAt: now },
    createdAt: now,
    joinedAt: now,
    connectedAt: now,
  });
  await store.technicians.insert(technician);
  await store.signIns.insert({
    _id: signIn,
    schema: technician.schema,
    technicianId: technician._id,
    createdAt: now,
    expiresAt: now + HOUR_MS,
    seenAt: now,
    browser: 'Chrome',
    system: 'Windows',
    role: 'technician',
  });
  await store.sessions.insert(session);
  const peerTokens = createPeerTokens({ store, clock: { now: () => Date.now() + HOUR_MS } });
  const peers = (['technician', 'customer'] as const).map(async (side) => {
    const id = peerIdOf(session._id, side, 1);
    return { id, token: (await peerTokens.issue(id)).token };
  });
  return { id: session._id, tokens, peers: await Promise.all(peers) };
}

/** Puts so many sessions, each with a technician of its own, into a store that no server has open. */
export async function fillWithLiveSessions(
  choice: StoreChoice,
  count: number,
): Promise<LiveSession[]> {
  const now = Date.now();
  const store = await openStore(choice, { now: () => now });
  try {
    const sessions: LiveSession[] = [];
    for (let made = 0; made < count; made += 1) sessions.push(await insertSession(store, now));
    return sessions;
  } finally {
    await store.close();
  }
}
