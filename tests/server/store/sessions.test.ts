import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TakenError, type Store } from '../../../server/store/store.ts';
import {
  invitationDocument,
  randomId,
  randomPin,
  sessionDocument,
} from '../../support/documents.ts';
import { storesUnderTest } from '../../support/stores.ts';

/** Whoever lost is told so. */
function expectTaken(results: PromiseSettledResult<void>[], index: string): void {
  const reasons = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason] : [],
  );
  expect(reasons).toHaveLength(19);
  for (const reason of reasons) {
    expect(reason).toBeInstanceOf(TakenError);
    expect(reason.index).toBe(index);
  }
}

const twenty = Array.from({ length: 20 }, (_, index) => index);
const fulfilled = (results: PromiseSettledResult<unknown>[]) =>
  results.filter((result) => result.status === 'fulfilled').length;

describe.each(await storesUnderTest())('sessions in the $name store', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  it('gives a session back as it was put in', async () => {
    const session = sessionDocument();
    await store.sessions.insert(session);
    expect(await store.sessions.byId(session._id)).toEqual(session);
    expect(await store.sessions.byPin(session.pin!)).toEqual(session);
    expect(await store.sessions.openOf(session.technicianId)).toEqual(session);
    expect(await store.sessions.byIds([session._id, randomId()])).toEqual([session]);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await store.sessions.byId(randomId())).toBeNull();
    expect(await store.sessions.byPin('nobody')).toBeNull();
    expect(await store.sessions.openOf(randomId())).toBeNull();
    expect(await store.sessions.byFormerPin('nobody')).toBeNull();
    expect(await store.sessions.byIds([])).toEqual([]);
  });

  it('lets one of twenty open a session for the same technician', async () => {
    const openFor = randomId();
    const results = await Promise.allSettled(
      twenty.map(() => store.sessions.insert(sessionDocument({ openFor }))),
    );
    expect(fulfilled(results)).toBe(1);
    expectTaken(results, 'openFor');
  });

  it('lets one of twenty sessions have a PIN', async () => {
    const pin = randomPin();
    const results = await Promise.allSettled(
      twenty.map(() => store.sessions.insert(sessionDocument({ pin }))),
    );
    expect(fulfilled(results)).toBe(1);
    expectTaken(results, 'pin');
  });

  it('says which index refused a change', async () => {
    const first = sessionDocument();
    const second = sessionDocument();
    await store.sessions.insert(first);
    await store.sessions.insert(second);
    await expect(
      store.sessions.change(second._id, { revision: 0 }, { pin: first.pin }),
    ).rejects.toMatchObject({
      index: 'pin',
    });
    expect(await store.sessions.byId(second._id)).toEqual(second);
  });

  it('refuses a second session of the same id', async () => {
    const session = sessionDocument();
    await store.sessions.insert(session);
    await expect(
      store.sessions.insert(sessionDocument({ _id: session._id })),
    ).rejects.toMatchObject({ index: 'id' });
  });

  it('frees the technician and the PIN when a session ends', async () => {
    const session = sessionDocument();
    await store.sessions.insert(session);
    const ended = await store.sessions.change(
      session._id,
      { revision: 0 },
      { state: 'ended', openFor: undefined, pin: undefined, endedAt: 3000 },
    );
    expect(ended).not.toHaveProperty('openFor');
    expect(ended).not.toHaveProperty('pin');
    expect((await store.sessions.open()).map((each) => each._id)).not.toContain(session._id);
    await store.sessions.insert(sessionDocument({ openFor: session.openFor, pin: session.pin }));
    // Many that lack both fields do not meet in the sparse indexes.
    const another = sessionDocument();
    await store.sessions.insert(another);
    expect(
      await store.sessions.change(
        another._id,
        { revision: 0 },
        { openFor: undefined, pin: undefined },
      ),
    ).not.toBeNull();
  });

  it('makes one of twenty changes at once', async () => {
    const session = sessionDocument();
    await store.sessions.insert(session);
    const results = await Promise.all(
      twenty.map((joinedAt) =>
        store.sessions.change(
          session._id,
          { revision: 0 },
          { state: 'joined', pin: undefined, joinedAt },
        ),
      ),
    );
    const winners = results.filter((result) => result !== null);
    expect(winners).toHaveLength(1);
    expect(await store.sessions.byId(session._id)).toEqual(winners[0]);
    expect(winners[0]!.revision).toBe(1);
  });

  it('changes nothing when somebody else has changed it meanwhile', async () => {
    const session = sessionDocument();
    await store.sessions.insert(session);
    const late = { revision: 7 };
    expect(await store.sessions.change(session._id, late, { language: 'fr' })).toBeNull();
    expect(await store.sessions.byId(session._id)).toEqual(session);
  });

  it('changes one seat and leaves the other', async () => {
    const session = sessionDocument();
    await store.sessions.insert(session);
    const seat = { generation: 1, device: randomId(), seenAt: 5, awayAt: null };
    const joined = await store.sessions.change(
      session._id,
      { revision: 0 },
      { seats: { customer: seat } },
    );
    expect(joined?.seats).toEqual({ technician: session.seats.technician, customer: seat });
    const left = await store.sessions.change(
      session._id,
      { revision: 1 },
      { seats: { customer: null } },
    );
    expect(left?.seats).toEqual(session.seats);
  });

  it('knows the newest session of a former PIN', async () => {
    const pin = randomPin();
    const former = (became: 'used' | 'expired') => [
      { pin: 'other', became: 'used' as const, at: 1 },
      { pin, became, at: 2 },
    ];
    const old = sessionDocument({ createdAt: 1, formerPins: former('used') });
    const recent = sessionDocument({ createdAt: 2 });
    await store.sessions.insert(recent);
    await store.sessions.insert(old);
    expect((await store.sessions.byFormerPin(pin))?._id).toBe(old._id);
    await store.sessions.change(recent._id, { revision: 0 }, { formerPins: former('expired') });
    expect((await store.sessions.byFormerPin(pin))?._id).toBe(recent._id);
  });

  it('finds a session by a link that leads there, and by one that once did', async () => {
    const hash = randomId();
    const link = (of: string) => ({ hash: of, language: 'en' as const, voice: 'here' as const });
    const session = sessionDocument({ links: [link(randomId()), link(hash)] });
    await store.sessions.insert(session);
    await store.sessions.insert(sessionDocument({ links: [link(randomId())] }));
    expect(await store.sessions.byLink(hash)).toEqual(session);
    expect(await store.sessions.byLink(randomId())).toBeNull();
    const formerLinks = [
      { hash: randomId(), became: 'used' as const, at: 1 },
      { hash, became: 'replaced' as const, at: 2 },
    ];
    const replaced = await store.sessions.change(
      session._id,
      { revision: session.revision },
      { links: [], formerLinks },
    );
    expect(await store.sessions.byLink(hash)).toEqual(replaced);
  });

  it('keeps what became of the invitations of a session', async () => {
    const invitations = [invitationDocument(), invitationDocument({ reference: null })];
    const session = sessionDocument({ invitations });
    await store.sessions.insert(session);
    const changed = [invitations[0]!, { ...invitations[1]!, status: 'sent' as const }];
    await store.sessions.change(session._id, { revision: 0 }, { invitations: changed });
    expect((await store.sessions.byId(session._id))?.invitations).toEqual(changed);
  });

  it('raises the revision of a presence only when someone came or went', async () => {
    const session = sessionDocument();
    await store.sessions.insert(session);
    const note = (seenAt: number, awayAt: number | null) =>
      store.sessions.noteSeat(session._id, 'technician', 1, { seenAt, awayAt, flowing: false });
    expect((await note(10, null))?.revision).toBe(1);
    expect((await note(20, null))?.revision).toBe(1);
    expect((await note(30, 30))?.revision).toBe(2);
    const last = await note(31, 31);
    expect(last?.revision).toBe(2);
    expect(last?.seats.technician).toMatchObject({ generation: 1, seenAt: 31, awayAt: 31 });
  });

  it('notes no presence for a seat that another document has taken', async () => {
    const session = sessionDocument();
    await store.sessions.insert(session);
    const presence = { seenAt: 9, awayAt: null, flowing: false };
    expect(await store.sessions.noteSeat(session._id, 'technician', 2, presence)).toBeNull();
    expect(await store.sessions.noteSeat(session._id, 'customer', 1, presence)).toBeNull();
    expect(await store.sessions.byId(session._id)).toEqual(session);
  });

  it('finds a session by PIN and extra digits only where both are its own', async () => {
    const session = sessionDocument({ pinExtra: '0123' });
    await store.sessions.insert(session);
    expect(await store.sessions.byPin(session.pin!, '0123')).toEqual(session);
    expect(await store.sessions.byPin(session.pin!, '0124')).toBeNull();
    const before = sessionDocument();
    await store.sessions.insert(before);
    expect(await store.sessions.byPin(before.pin!, '0123')).toBeNull();
  });

  it('counts the PINs that can be used', async () => {
    const now = 5_000_000_000_000;
    const before = await store.sessions.openPins(now);
    for (const more of [
      { pinExpiresAt: now + 1 },
      { pinExpiresAt: now + 99 },
      { pinExpiresAt: now },
      { pinExpiresAt: null, pin: undefined },
      { pinExpiresAt: null, pin: undefined, state: 'joined' as const },
    ]) {
      const { pin, ...session } = sessionDocument(more);
      await store.sessions.insert(pin === undefined ? session : { ...session, pin });
    }
    expect(await store.sessions.openPins(now)).toBe(before + 2);
  });

  it('finds what one wish has opened, and opens nothing for it again', async () => {
    const wish = { key: randomId(), body: randomId() };
    const session = sessionDocument({ wish });
    await store.sessions.insert(session);
    await expect(store.sessions.insert(sessionDocument({ wish }))).rejects.toMatchObject({
      index: 'wish',
    });
    expect(await store.sessions.byWish(wish.key)).toEqual(session);
    expect(await store.sessions.byWish(randomId())).toBeNull();
  });

  it('says which sessions ended long enough ago and still hold what is personal', async () => {
    const ended = (endedAt: number, more = {}) =>
      sessionDocument({ state: 'ended', openFor: randomId(), endedAt, ...more });
    const [due, recent, done, open] = [
      ended(1000),
      ended(2000),
      ended(1000, { erasedAt: 1500 }),
      sessionDocument(),
    ];
    for (const each of [due, recent, done, open]) await store.sessions.insert(each);
    const ids = (await store.sessions.toErase(2000)).map((each) => each._id);
    expect(ids).toContain(due._id);
    for (const other of [recent, done, open]) expect(ids).not.toContain(other._id);
  });

  it('lists the open sessions and removes those that ended long ago', async () => {
    const [open, recent, old] = [sessionDocument(), sessionDocument(), sessionDocument()];
    for (const each of [open, recent, old]) await store.sessions.insert(each);
    for (const [each, endedAt] of [
      [recent, 2000],
      [old, 1000],
    ] as const)
      await store.sessions.change(
        each._id,
        { revision: 0 },
        {
          state: 'ended',
          endedAt,
          openFor: undefined,
          pin: undefined,
        },
      );
    await store.sessions.removeEnded(2000);
    expect(await store.sessions.byId(old._id)).toBeNull();
    expect(await store.sessions.byId(recent._id)).not.toBeNull();
    const ids = (await store.sessions.open()).map((each) => each._id);
    expect(ids).toContain(open._id);
    expect(ids).not.toContain(recent._id);
  });
});
