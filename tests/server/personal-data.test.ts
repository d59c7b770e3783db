import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openEmbedded } from '../../server/store/embedded.ts';
import { openMongo } from '../../server/store/mongo.ts';
import type { Store } from '../../server/store/store.ts';
import { testClock } from '../support/clock.ts';
import { randomId } from '../support/documents.ts';
import { byEmail, bySms, invitingServer, smtpAt, tokenOf, twilioAt } from '../support/inviting.ts';
import { testMailServer } from '../support/mail.ts';
import { licence } from '../support/sessions.ts';
import { mongoUnderTest } from '../support/stores.ts';
import { testTwilio } from '../support/twilio.ts';

/** What is personal in the flow below, so strange that it is nowhere by chance. */
const marks = {
  name: 'Zoe Quixotrine',
  phone: '+33612987654',
  email: 'zoe.quixotrine@example.net',
  ticketId: 'TCK-8817263',
  custom: 'Flat-59813 by the lilac',
  address: '203.0.113.177',
};

/**
 * Hashes that whoever tries all numbers and addresses would find: of each as it was given, and as it
 * may be counted.
 */
const hashes = [marks.phone, marks.email, marks.address, '0612987654', '33612987654'].flatMap(
  (mark) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) =>
      createHash('sha256').update(mark).digest(encoding),
    ),
);
/** What counts by whom or by where it comes from, and goes when its time is over. */
const counted = [
  'sign-in-account:',
  'sign-in-address:',
  'invitations-destination:',
  'pin-address:',
  'pin-share-six:',
];

/** All that an engine has kept, as text. */
interface Kept {
  name: string;
  open(clock: ReturnType<typeof testClock>): Promise<Store>;
  everything(): Promise<string>;
}

async function engines(): Promise<Kept[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lens-personal-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const embedded: Kept = {
    name: 'embedded',
    open: (clock) => openEmbedded({ folder }, clock),
    async everything() {
      const files = await readdir(folder, { recursive: true, withFileTypes: true });
      const texts = files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
      return (await Promise.all(texts)).join('\n');
    },
  };
  const mongo = await mongoUnderTest();
  if (mongo === null) return [embedded];
  const uri = new URL(mongo);
  uri.pathname = `/lens_test_${randomBytes(6).toString('hex')}`;
  const client = new MongoClient(uri.href);
  afterAll(async () => {
    await client.db().dropDatabase();
    await client.close();
  });
  const shared: Kept = {
    name: 'MongoDB',
    open: (clock) => openMongo(uri.href, clock),
    async everything() {
      const collections = await client.db().listCollections().toArray();
      const documents = collections.map(({ name }) =>
        client.db().collection(name).find().toArray(),
      );
      return JSON.stringify(await Promise.all(documents));
    },
  };
  return [embedded, shared];
}

describe.each(await engines())('what is personal, in the $name store', ({ open, everything }) => {
  it(
    'is gone a day after the session, and was never in the logs',
    { timeout: 60_000 },
    async () => {
      const clock = testClock();
      const store = await open(clock);
      const [gateway, mail] = [await testTwilio(), await testMailServer()];
      const server = await invitingServer(
        { twilio: twilioAt(gateway.origin), smtp: smtpAt(mail.port) },
        { store, clock, config: { trustedProxies: ['127.0.0.1'] } },
      );
      const headers = { 'x-forwarded-for': marks.address };
      try {
        const { token: administrator } = await server.technician({ role: 'administrator' });
        const changed = await server.request('PATCH', '/api/settings', {
          token: administrator,
          body: { revision: 0, customFields: [{ id: 'flat', names: { en: 'Flat', fr: 'Étage' } }] },
        });
        expect(changed.status).toBe(200);

        const { token } = await server.technician();
        const { name, phone, email, ticketId, custom, address } = marks;
        const session = await server.request('POST', '/api/sessions', {
          token,
          headers: { ...headers, 'idempotency-key': 'one-wish' },
          body: { device: randomId(), name, phone, email, ticketId, custom: { flat: custom } },
        });
        expect(session.status).toBe(200);
        const { id, pin } = session.body;
        for (const body of [bySms({ to: phone }), byEmail({ to: email })])
          expect(
            (
              await server.request('POST', `/api/sessions/${id}/invitations`, {
                token,
                headers,
                body,
              })
            ).status,
          ).toBe(200);
        const link = await server.request('POST', `/api/sessions/${id}/links`, {
          token,
          headers,
          body: { language: 'en', voice: 'here' },
        });
        const wrong = await server.request('POST', '/api/pins/find', {
          headers,
          body: { pin: pin === '000000' ? '000001' : '000000' },
        });
        expect(wrong.status).toBe(404);
        const signIn = await server.request('POST', '/api/technicians/sign-in', {
          headers,
          body: { email, password: 'a wrong guess' },
        });
        expect(signIn.status).toBe(401);
        await vi.waitFor(
          async () => expect([mail.received.length, gateway.created.length]).toEqual([1, 1]),
          { timeout: 10_000 },
        );

        // While the session is on it is all there: a search that finds nothing then proves nothing.
        const during = await everything();
        for (const mark of [name, email, ticketId, custom, ...counted])
          expect(during).toContain(mark);
        expect(hashes.filter((hash) => during.includes(hash))).toEqual([]);

        const joined = await server.request('POST', `/api/sessions/${id}/join`, {
          headers,
          body: { pin, device: randomId(), language: 'en', voice: 'here' },
        });
        const { token: customer } = joined.body;
        for (const [path, whose, body] of [
          ['licence/accept', customer, licence],
          ['start', token, undefined],
          ['end', token, undefined],
        ] as const)
          expect(
            (
              await server.request('POST', `/api/sessions/${id}/${path}`, {
                token: whose,
                headers,
                body,
              })
            ).status,
          ).toBe(200);

        // Once the windows are over, an hour at most, whom was counted is gone though nobody calls.
        clock.pass(60 * 60_000 + 1);
        await vi.waitFor(
          async () => {
            const kept = await everything();
            expect(counted.filter((name) => kept.includes(name))).toEqual([]);
          },
          { timeout: 20_000, interval: 200 },
        );

        const secrets = [customer, token, administrator, tokenOf(link.body.url)];
        const personal = Object.values(marks).filter((mark) => mark !== address);
        clock.pass(24 * 60 * 60 * 1000 + 60_000);
        await vi.waitFor(
          async () => {
            const kept = await everything();
            expect(
              [...personal, '612987654', address].filter((mark) => kept.includes(mark)),
            ).toEqual([]);
            expect(hashes.filter((hash) => kept.includes(hash))).toEqual([]);
            expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
          },
          { timeout: 20_000, interval: 200 },
        );
        const logs = server.log.join('\n');
        // A PIN alone is any six digits, such as those in the middle of a time.
        const pins = [`"${pin}"`, `pin ${pin}`, `pin=${pin}`];
        expect(
          [...personal, '612987654', address, ...secrets, ...pins].filter((each) =>
            logs.includes(each),
          ),
        ).toEqual([]);
      } finally {
        await server.stop();
        await store.close();
        await gateway.stop();
        await mail.stop();
      }
    },
  );
});
