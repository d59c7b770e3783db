import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../../../server/tokens.ts';
import {
  administrator,
  asking,
  notedOf,
  type TestAdministrator,
} from '../../support/administering.ts';
import { testClock } from '../../support/clock.ts';
import { randomId } from '../../support/documents.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { storesUnderTest } from '../../support/stores.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe.each(await storesUnderTest())('an API token in the $name store', ({ open }) => {
  let server: TestServer;
  let admin: TestAdministrator;
  beforeAll(async () => {
    const clock = testClock();
    server = await testServer({ store: await open(clock), clock });
    admin = await administrator(server);
  });
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  const asked = (more: object = {}) => ({
    name: 'nightly export',
    scopes: ['technicians:read'],
    days: 1,
    ...more,
  });
  const create = (by = admin, more: object = {}, key?: string) =>
    by.ask('POST', '/api/api-tokens', asked(more), { key });
  const use = async (token: string) =>
    (await asking(server, token)('GET', '/api/technicians?limit=1')).status;
  const listed = async () => (await admin.ask('GET', '/api/api-tokens?limit=200')).body.items;

  it('is shown once; the store and the list know only what it is', async () => {
    const { status, body } = await create();
    expect(status).toBe(200);
    expect(body.token).toMatch(/^a_[A-Za-z0-9_-]{43}$/);
    expect(body.apiToken).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'nightly export',
      scopes: ['technicians:read'],
      created: server.clock.now(),
      createdBy: { id: admin.technician._id, name: 'Ada' },
      expires: server.clock.now() + day,
      seen: null,
    });
    const stored = await server.store.apiTokens.byHash(hashToken(body.token));
    expect(JSON.stringify(stored)).not.toContain(body.token);
    expect(await listed()).toContainEqual(body.apiToken);
    expect(JSON.stringify(await listed())).not.toContain(stored!.hash);
    expect(await notedOf(admin, body.apiToken.id)).toEqual(['api_token_created']);
  });

  it('does what its scopes say, and is named in the audit log for it', async () => {
    const { body } = await create(admin, { scopes: ['technicians:write'], name: 'provisioning' });
    const ask = asking(server, body.token);
    const made = await ask('POST', '/api/technicians', {
      email: `${randomId()}@lens.test`,
      name: 'Ben',
    });
    expect(made.status).toBe(200);
    expect((await ask('GET', '/api/technicians')).body.error).toMatchObject({
      code: 'not_allowed',
      message: 'This API token lacks the scope technicians:read.',
    });
    const administrator = { email: `${randomId()}@lens.test`, name: 'Bo', role: 'administrator' };
    expect((await ask('POST', '/api/technicians', administrator)).body.error).toMatchObject({
      code: 'not_allowed',
      message: expect.stringContaining('No API token may make administrators'),
    });
    const { body: audit } = await admin.ask('GET', '/api/audit?limit=1');
    expect(audit.items).toMatchObject([
      {
        action: 'technician_created',
        actor: { kind: 'api_token', id: body.apiToken.id, name: 'provisioning' },
        target: { id: made.body.technician.id, name: 'Ben' },
      },
    ]);
  });

  it('may do nothing that asks for a person: no account of its own, no other API token', async () => {
    const scopes = [
      'technicians:read',
      'technicians:write',
      'settings:read',
      'settings:write',
      'sessions:read',
      'sessions:end',
      'audit:read',
    ];
    const { body } = await create(admin, { scopes });
    const ask = asking(server, body.token);
    const codeOf = async (method: string, path: string, sent?: unknown) =>
      (await ask(method, path, sent)).body.error.code;
    expect(await codeOf('GET', '/api/api-tokens')).toBe('not_allowed');
    expect(await codeOf('POST', '/api/api-tokens', asked())).toBe('not_allowed');
    expect(await codeOf('DELETE', `/api/api-tokens/${body.apiToken.id}`)).toBe('not_allowed');
    expect(await codeOf('GET', '/api/technicians/me')).toBe('not_signed_in');
    expect(await codeOf('POST', '/api/sessions', { device: randomId() })).toBe('not_signed_in');
    for (const path of ['/api/api-tokens', '/api/technicians/me'])
      expect((await ask('GET', path)).body.error.message).toContain('No API token may do this');
  });

  it('that is worth nothing is told why it may be so, in both languages', async () => {
    const told = async (language: string) =>
      (
        await server.request('GET', '/api/technicians', {
          token: `a_${'x'.repeat(43)}`,
          headers: { 'accept-language': language },
        })
      ).body.error;
    expect(await told('en')).toMatchObject({
      code: 'not_signed_in',
      message: expect.stringMatching(/API token is not valid: it was revoked, has expired, or/),
    });
    expect((await told('fr')).message).toContain('révoqué');
  });

  it('is not signed in once it has expired, to the millisecond', async () => {
    const { body } = await create();
    server.clock.pass(day - 1);
    expect(await use(body.token)).toBe(200);
    server.clock.pass(1);
    expect(await use(body.token)).toBe(401);
    const late = await administrator(server);
    expect((await late.ask('GET', '/api/api-tokens?limit=200')).body.items).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ id: body.apiToken.id })]),
    );
    admin = late;
  });

  it('is listed for a month after it has expired, until the next one is made', async () => {
    const { body } = await create();
    server.clock.pass(31 * day - 1000);
    admin = await administrator(server);
    await create();
    const ids = async () => (await listed()).map(({ id }: { id: string }) => id);
    expect(await ids()).toContain(body.apiToken.id);
    server.clock.pass(2000);
    await create();
    expect(await ids()).not.toContain(body.apiToken.id);
  });

  it('is not signed in once it is revoked', async () => {
    const { body } = await create();
    const path = `/api/api-tokens/${body.apiToken.id}`;
    expect((await admin.ask('DELETE', path)).status).toBe(204);
    expect(await use(body.token)).toBe(401);
    const again = await admin.ask('DELETE', path);
    expect([again.status, again.body.error.code]).toEqual([404, 'api_token_not_found']);
    expect(await notedOf(admin, body.apiToken.id)).toEqual([
      'api_token_revoked',
      'api_token_created',
    ]);
  });

  describe('of whoever is no administrator any more', () => {
    const path = ({ technician }: TestAdministrator) => `/api/technicians/${technician._id}`;
    const leaving = {
      demoted: (maker: TestAdministrator) =>
        admin.ask('PATCH', path(maker), { role: 'technician' }, { ifMatch: 0 }),
      disabled: (maker: TestAdministrator) =>
        admin.ask('PATCH', path(maker), { disabled: true }, { ifMatch: 0 }),
      deleted: (maker: TestAdministrator) =>
        admin.ask('DELETE', path(maker), undefined, { ifMatch: 0 }),
    };
    const idsListed = async () => (await listed()).map(({ id }: { id: string }) => id);

    it.each(Object.entries(leaving))(
      'is revoked as its maker is %s, on every server, and that is noted',
      async (_, leave) => {
        const [maker, other] = [await administrator(server), await administrator(server)];
        const tokens = [await create(maker), await create(maker)].map(({ body }) => body);
        const others = (await create(other)).body;
        const elsewhere = await testServer({ store: server.store, clock: server.clock });
        const useElsewhere = async (token: string) =>
          (await asking(elsewhere, token)('GET', '/api/technicians?limit=1')).status;
        for (const { token } of tokens) expect(await useElsewhere(token)).toBe(200);

        expect((await leave(maker)).status).toBeLessThan(300);
        const left = await idsListed();
        for (const { token, apiToken } of tokens) {
          expect([await use(token), await useElsewhere(token)]).toEqual([401, 401]);
          expect(left).not.toContain(apiToken.id);
          expect(await notedOf(admin, apiToken.id)).toEqual([
            'api_token_revoked',
            'api_token_created',
          ]);
        }
        expect([await use(others.token), await useElsewhere(others.token)]).toEqual([200, 200]);
        await elsewhere.stop();
      },
    );

    it.each([
      ['demoted', { role: 'administrator' }],
      ['disabled', { disabled: false }],
    ] as const)('does not come back with a maker who was %s', async (how, back) => {
      const maker = await administrator(server);
      const { body } = await create(maker);
      const stored = (await server.store.apiTokens.byHash(hashToken(body.token)))!;
      await leaving[how](maker);
      // As a crash right after the change would leave it.
      await server.store.apiTokens.insert(stored);
      expect(await use(body.token)).toBe(401);
      expect((await admin.ask('PATCH', path(maker), back, { ifMatch: 1 })).status).toBe(200);
      expect(await use(body.token)).toBe(401);
      expect(await idsListed()).not.toContain(stored._id);
    });

    it('is not made while its maker stops being one', async () => {
      const maker = await administrator(server);
      meanwhile(server.store.apiTokens, 'removeExpired', () => leaving.demoted(maker));
      const { status, body } = await create(maker, { name: 'too late' });
      expect([status, body.error.code]).toEqual([403, 'not_allowed']);
      expect(await listed()).not.toContainEqual(expect.objectContaining({ name: 'too late' }));
    });
  });

  it('says when it was last used, to within five minutes', async () => {
    const { body } = await create();
    const seen = async () =>
      (await listed()).find(({ id }: { id: string }) => id === body.apiToken.id).seen;
    expect(await seen()).toBeNull();
    const first = server.clock.now();
    await use(body.token);
    server.clock.pass(5 * minute - 1);
    await use(body.token);
    expect(await seen()).toBe(first);
    server.clock.pass(1);
    await use(body.token);
    expect(await seen()).toBe(first + 5 * minute);
  });

  it('is made once for one wish, and its secret is never repeated', async () => {
    const key = randomId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => create(admin, { name: `once ${key}` }, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.apiToken.id)).size).toBe(1);
    expect(answers.filter(({ body }) => body.token !== null)).toHaveLength(1);
    const again = await create(admin, { name: `once ${key}` }, key);
    expect(again.body).toEqual({ apiToken: answers[0]!.body.apiToken, token: null });
    const other = await create(admin, { name: 'another' }, key);
    expect([other.status, other.body.error.code]).toEqual([422, 'key_reused']);
  });

  it('is listed by name, page by page', async () => {
    for (const name of ['zeta', 'Álpha', 'beta']) await create(admin, { name });
    const all: { name: string }[] = await listed();
    const names = all.map(({ name }) => name);
    const at = (name: string) => names.indexOf(name);
    expect(at('Álpha')).toBeLessThan(at('beta'));
    expect(at('beta')).toBeLessThan(at('zeta'));
    const first = (await admin.ask('GET', '/api/api-tokens?limit=2')).body;
    const second = (await admin.ask('GET', `/api/api-tokens?limit=200&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items]).toEqual(all);
    expect(second.next).toBeNull();
  });

  it.each([
    { days: 0 },
    { days: 367 },
    { days: 1.5 },
    { scopes: [] },
    { scopes: ['everything'] },
    { scopes: ['audit:read', 'audit:read'] },
    { name: '' },
    { more: true },
  ])('is not made with %j', async (more) => {
    expect((await create(admin, more)).status).toBe(400);
  });

  it('that is none is not signed in', async () => {
    expect(await use(`a_${'x'.repeat(43)}`)).toBe(401);
  });
});
