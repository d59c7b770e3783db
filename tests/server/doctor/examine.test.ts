import { MongoClient } from 'mongodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { openMongo } from '../../../server/store/mongo.ts';
import { inspectMongoAt } from '../../../server/store/mongo-inspection.ts';
import { CONTRACT_VERSION } from '../../../common/contract/version.ts';
import { invitingServer, smtpAt, twilioAt } from '../../support/inviting.ts';
import { reply, testMailServer } from '../../support/mail.ts';
import { apiToken } from '../../support/everyone.ts';
import type { TestServer } from '../../support/server.ts';
import { mongoUnderTest } from '../../support/stores.ts';
import { testTwilio, twilioError } from '../../support/twilio.ts';

const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});
const stopping = <T extends { stop(): Promise<unknown> }>(one: T): T => {
  toStop.push(() => one.stop());
  return one;
};

async function examined(server: TestServer) {
  const administrator = await server.technician({ role: 'administrator' });
  const { token } = await apiToken(server, administrator, 'doctor:run');
  const answer = await server.request('POST', '/api/doctor/examinations', { token });
  return { ...answer, token };
}

describe('what the server tells a doctor', () => {
  test('is that a bare one has neither gateway nor relay', async () => {
    const server = stopping(await invitingServer({}));
    const { body } = await examined(server);
    const none = { state: 'not_set_up', reason: null };
    expect(body).toMatchObject({ email: none, sms: none, relay: 'none', iceServers: [] });
    expect(body.store).toEqual({ kind: 'embedded', missingIndexes: [], aheadMs: null, disk: null });
    expect(body.now).toBe(server.clock.now());
  });

  test('is that both accounts take the login, and nothing was sent', async () => {
    const mail = stopping(
      await testMailServer({
        onAuth: ({ password }, _session, done) =>
          password === 'right' ? done(null, { user: 'lens' }) : done(reply(535, 'no')),
        hideSTARTTLS: true,
        allowInsecureAuth: true,
      }),
    );
    const twilio = stopping(await testTwilio());
    const smtp = smtpAt(mail.port);
    const withLogin = (password: string) => ({ ...smtp, login: { user: 'lens', password } });
    const server = stopping(
      await invitingServer({ smtp: withLogin('right'), twilio: twilioAt(twilio.origin) }),
    );
    const { body } = await examined(server);
    expect(body.email).toEqual({ state: 'accepted', reason: null });
    expect(body.sms).toEqual({ state: 'accepted', reason: null });
    expect([mail.received, twilio.created]).toEqual([[], []]);

    const other = stopping(await invitingServer({ smtp: withLogin('wrong') }));
    expect((await examined(other)).body.email).toEqual({
      state: 'refused',
      reason: 'login_refused',
    });
  });

  test('is why an account is refused', async () => {
    const twilio = stopping(await testTwilio());
    twilio.answerAccountWith(twilioError(401, 20003));
    const server = stopping(
      await invitingServer({ smtp: smtpAt(1), twilio: twilioAt(twilio.origin) }),
    );
    const { body } = await examined(server);
    expect(body.sms).toEqual({ state: 'refused', reason: 'login_refused' });
    expect(body.email).toEqual({ state: 'refused', reason: 'gateway_unreachable' });
    expect(server.log.join('')).not.toContain('twilio');
  });

  test('is asked twenty times in ten minutes at most', async () => {
    const server = stopping(await invitingServer({}));
    const { token } = await examined(server);
    const ask = () => server.request('POST', '/api/doctor/examinations', { token });
    for (let count = 1; count < 20; count += 1) expect((await ask()).status).toBe(200);
    expect((await ask()).body.error.code).toBe('too_many_attempts');
  });
});

describe('a doctor’s line', () => {
  async function firstWord(server: TestServer, token: string): Promise<unknown> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/doctor/events`);
    toStop.push(async () => socket.terminate());
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'hello', contract: CONTRACT_VERSION, token })),
    );
    return await new Promise((resolve) =>
      socket.once('message', (data) => resolve(JSON.parse(String(data)))),
    );
  }

  test('is for whoever may run one, and for nobody else', async () => {
    const server = stopping(await invitingServer({}));
    const administrator = await server.technician({ role: 'administrator' });
    const { token } = await apiToken(server, administrator, 'doctor:run');
    const { token: other } = await apiToken(server, administrator, 'audit:read');
    const technician = await server.technician();
    expect(await firstWord(server, token)).toEqual({ type: 'alive' });
    expect(await firstWord(server, administrator.token)).toEqual({ type: 'alive' });
    const refused = (code: string) => ({ type: 'refused', code });
    expect(await firstWord(server, other)).toEqual(refused('not_allowed'));
    expect(await firstWord(server, technician.token)).toEqual(refused('not_allowed'));
    expect(await firstWord(server, `a_${'0'.repeat(43)}`)).toEqual(refused('not_signed_in'));
  });
});

describe('the store says of itself', () => {
  test('how much room its disk has, and that it can be written to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lens-doctor-'));
    toStop.push(() => rm(folder, { recursive: true, force: true }));
    const store = await openEmbedded({ folder });
    toStop.push(() => store.close());
    const { disk, missingIndexes } = await store.inspect();
    expect(disk).toMatchObject({ writable: true });
    expect(disk!.freeBytes).toBeGreaterThan(0);
    expect(disk!.totalBytes).toBeGreaterThanOrEqual(disk!.freeBytes);
    expect(missingIndexes).toEqual([]);
  });
});

const mongo = await mongoUnderTest();
describe.skipIf(mongo === null)('MongoDB says of itself', () => {
  const at = new URL(mongo ?? 'mongodb://localhost');
  at.pathname = `/lens_doctor_${randomBytes(6).toString('hex')}`;
  afterAll(async () => {
    const client = new MongoClient(at.href);
    await client.db().dropDatabase();
    await client.close();
  });

  test('which indexes are missing, or hold nothing off, and that clocks agree', async () => {
    const store = await openMongo(at.href);
    toStop.push(() => store.close());
    const facts = await store.inspect();
    expect(facts).toMatchObject({ kind: 'mongodb', missingIndexes: [], disk: null });
    expect(Math.abs(facts.aheadMs!)).toBeLessThan(5000);

    const client = new MongoClient(at.href);
    toStop.push(() => client.close());
    await client.db().collection('sessions').dropIndex('lens_openFor');
    await client.db().collection('technicians').dropIndex('lens_email');
    await client.db().collection('technicians').createIndex({ email: 1 }, { name: 'lens_email' });
    const { missingIndexes } = await inspectMongoAt(at.href);
    expect(missingIndexes.sort()).toEqual(['sessions.openFor', 'technicians.email']);
  });

  test('nothing where it is not there', async () => {
    await expect(inspectMongoAt('mongodb://127.0.0.1:9/lens')).rejects.toThrow('cannot be reached');
  });
});
