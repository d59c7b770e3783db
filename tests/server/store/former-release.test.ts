import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { openMongo } from '../../../server/store/mongo.ts';
import type { Store } from '../../../server/store/store.ts';
import { createPasswords } from '../../../server/technicians/passwords.ts';
import { hashToken, newSecret, newToken } from '../../../server/tokens.ts';
import { testClock } from '../../support/clock.ts';
import { randomId } from '../../support/documents.ts';
import { quickCost, testServer, type TestServer } from '../../support/server.ts';
import { mongoUnderTest } from '../../support/stores.ts';

const clock = testClock();
const now = clock.now();
const tomorrow = now + 24 * 60 * 60 * 1000;

const [ada, ben] = [randomId(), randomId()];
const [adasToken, bensToken, bensLink] = [newToken('t'), newToken('t'), newSecret()];
const sessionId = randomId();

const signIn = (technicianId: string, token: string) => ({
  _id: hashToken(token),
  schema: 1,
  technicianId,
  createdAt: now - 1000,
  expiresAt: tomorrow,
});

/** Every document as release 0.1.0, of schema 1, has written it. */
const left: Record<string, Record<string, unknown>[]> = {
  meta: [{ _id: 'store', schema: 1 }],
  technicians: [
    {
      _id: ada,
      schema: 1,
      email: 'admin@lens.local',
      name: 'Ada Éluard',
      role: 'administrator',
      createdAt: now - 5000,
    },
    {
      _id: ben,
      schema: 1,
      email: 'ben@lens.test',
      name: 'Ben',
      role: 'technician',
      createdAt: now - 4000,
    },
  ],
  credentials: [
    {
      _id: `password:${ada}`,
      schema: 1,
      technicianId: ada,
      kind: 'password',
      hash: await createPasswords(quickCost).hash('the same as before'),
      changedAt: now - 4000,
    },
  ],
  signIns: [signIn(ada, adasToken), signIn(ben, bensToken)],
  oneTimeLinks: [
    {
      _id: hashToken(bensLink),
      schema: 1,
      technicianId: ben,
      purpose: 'set_password',
      expiresAt: tomorrow,
    },
  ],
  sessions: [
    {
      _id: sessionId,
      schema: 1,
      revision: 3,
      state: 'waiting',
      technicianId: ben,
      technicianName: 'Ben',
      openFor: ben,
      pin: '048291',
      pinExpiresAt: tomorrow,
      formerPins: [{ pin: '111111', became: 'expired', at: now - 500 }],
      links: [],
      formerLinks: [],
      invitations: [
        {
          id: randomId(),
          key: randomId(),
          way: 'sms',
          to: '+33612345678',
          at: now - 300,
          changedAt: now - 200,
          status: 'delivered',
          reason: null,
          reference: 'SM1',
        },
      ],
      details: { name: 'Zoe', phone: '+33612345678', email: '', ticketId: '7' },
      language: 'fr',
      voice: 'here',
      seats: {
        technician: { generation: 1, device: randomId(), seenAt: now, awayAt: null },
        customer: null,
      },
      licence: null,
      createdAt: now - 1000,
      joinedAt: null,
      connectedAt: null,
      startedAt: null,
      endedAt: null,
      end: null,
    },
  ],
  secrets: [{ _id: 'peer-tokens', schema: 1, value: 'shared' }],
  counters: [{ _id: 'sign-in-account:x', schema: 1, points: 2, expiresAt: tomorrow }],
};

const mongo = await mongoUnderTest();
const toUndo: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const undo of toUndo.splice(0).reverse()) await undo();
});

const engines = [
  {
    name: 'embedded',
    async open(): Promise<Store> {
      const folder = await mkdtemp(join(tmpdir(), 'lens-former-'));
      toUndo.push(() => rm(folder, { recursive: true }));
      for (const [name, documents] of Object.entries(left))
        await writeFile(
          join(folder, `${name}.db`),
          documents.map((each) => `${JSON.stringify(each)}\n`).join(''),
        );
      return await openEmbedded({ folder }, clock);
    },
  },
  ...(mongo === null
    ? []
    : [
        {
          name: 'MongoDB',
          async open(): Promise<Store> {
            const uri = new URL(mongo);
            uri.pathname = `/lens_test_${randomBytes(6).toString('hex')}`;
            const client = await new MongoClient(uri.href).connect();
            toUndo.push(
              () => client.close(),
              () => client.db().dropDatabase(),
            );
            for (const [name, documents] of Object.entries(left))
              await client.db().collection(name).insertMany(documents);
            return await openMongo(uri.href, clock);
          },
        },
      ]),
];

describe.each(engines)('a $name store as the former release left it', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    const store = await open();
    server = await testServer({ store, clock });
    toUndo.push(
      () => store.close(),
      () => server.stop(),
    );
  });

  const as = (token: string, path: string) => server.request('GET', path, { token });

  it('lets whoever was signed in stay so, with all that they could do', async () => {
    const me = await as(bensToken, '/api/technicians/me');
    expect(me.body).toEqual({
      id: ben,
      name: 'Ben',
      email: 'ben@lens.test',
      role: 'technician',
      may: { startSessions: true, sms: true, email: true, ownMail: true, link: true, qr: true },
      secondFactor: false,
    });
    const { body } = await as(bensToken, '/api/technicians/me/sign-ins');
    expect(body.items).toMatchObject([
      { here: true, browser: null, system: null, since: now - 1000 },
    ]);
  });

  it('lets the administrator sign in by the former password', async () => {
    const { status } = await server.request('POST', '/api/technicians/sign-in', {
      body: { email: 'admin@lens.local', password: 'the same as before' },
    });
    expect(status).toBe(200);
  });

  it('lists its technicians, enabled and of no group', async () => {
    const { body } = await as(adasToken, '/api/technicians');
    const same = { revision: 0, groupId: null, disabled: false, secondFactor: false };
    expect(body.items).toMatchObject([
      { ...same, id: ada, name: 'Ada Éluard', role: 'administrator', hasPassword: true },
      { ...same, id: ben, name: 'Ben', role: 'technician', hasPassword: false },
    ]);
    const found = await as(adasToken, '/api/technicians?search=eluard');
    expect(found.body.items).toMatchObject([{ id: ada }]);
  });

  it('goes on with the session that was open', async () => {
    const { status, body } = await as(bensToken, `/api/sessions/${sessionId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'waiting',
      pin: '048291',
      details: { name: 'Zoe', ticketId: '7', custom: {} },
    });
    expect(body.invitations).toMatchObject([{ to: '+33612345678', status: 'delivered' }]);
    const found = await server.request('POST', '/api/pins/find', { body: { pin: '048291' } });
    expect(found.body).toEqual({ id: sessionId });
  });

  it('keeps its one-time links and its secrets', async () => {
    const set = await server.request('POST', '/api/technicians/set-password', {
      body: { token: bensLink, password: 'a password of one own' },
    });
    expect(set.body).toEqual({ email: 'ben@lens.test' });
    expect(await server.store.secrets.get('peer-tokens', () => 'another')).toBe('shared');
  });
});
