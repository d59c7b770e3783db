import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../../../common/contract/errors.ts';
import type { TechnicianDocument } from '../../../../server/store/documents.ts';
import {
  administrator,
  asking,
  everything,
  notedOf,
  type TestAdministrator,
} from '../../../support/administering.ts';
import { randomId } from '../../../support/documents.ts';
import { apiToken, signedInEarlier } from '../../../support/everyone.ts';
import { meanwhile } from '../../../support/meanwhile.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { storesUnderTest } from '../../../support/stores.ts';

interface Asker {
  who: string;
  refusal: ErrorCode;
  tokenOf(server: TestServer, admin: TestAdministrator): Promise<string>;
}

const askers: Asker[] = [
  {
    who: 'a script that may write technicians',
    refusal: 'not_allowed',
    tokenOf: async (server, admin) => (await apiToken(server, admin, 'technicians:write')).token,
  },
  {
    who: 'an administrator who has signed in an hour ago',
    refusal: 'sign_in_again',
    tokenOf: signedInEarlier,
  },
];
const each = (await storesUnderTest()).flatMap((store) =>
  askers.map((asker) => ({ ...store, ...asker })),
);

describe.each(each)('$who, in the $name store', ({ open, refusal, tokenOf }) => {
  let server: TestServer;
  let admin: TestAdministrator;
  let ask: TestAdministrator['ask'];
  beforeAll(async () => {
    server = await testServer({ store: await open() });
    admin = await administrator(server);
    ask = asking(server, await tokenOf(server, admin));
  });
  afterEach(() => void vi.restoreAllMocks());
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  const at = (id: string) => `/api/technicians/${id}`;
  const code = async (answer: ReturnType<TestAdministrator['ask']>) => {
    const { status, body } = await answer;
    return status < 300 ? 'done' : body.error.code;
  };
  const newcomer = (more: object = {}) => ({
    email: `${randomId()}@lens.test`,
    name: 'Ben Roy',
    ...more,
  });

  /** Somebody with a password and a second factor. */
  async function somebody(more: Partial<TechnicianDocument> = {}) {
    const { technician } = await server.technician(more, 'the password');
    await server.store.credentials.put({
      _id: randomId(),
      schema: technician.schema,
      technicianId: technician._id,
      kind: 'second_factor',
      revision: 0,
      key: 'KEY',
      confirmedAt: 1000,
      usedStep: 0,
      recoveryHashes: [],
    });
    return technician;
  }
  const raise = async (id: string) => {
    const { revision } = (await server.store.technicians.byId(id))!;
    const raised = await admin.ask(
      'PATCH',
      at(id),
      { role: 'administrator' },
      { ifMatch: revision },
    );
    expect(raised.status).toBe(200);
  };
  const opens = async (url: string) =>
    (
      await server.request('POST', '/api/technicians/set-password', {
        body: { token: url.split('#')[1], password: 'whoever has the link' },
      })
    ).status === 200;

  const deeds: [string, (id: string) => Promise<string>][] = [
    ['a new name', (id) => code(ask('PATCH', at(id), { name: 'Zoe' }, { ifMatch: 0 }))],
    [
      'another address',
      (id) => code(ask('PATCH', at(id), { email: `${randomId()}@lens.test` }, { ifMatch: 0 })),
    ],
    ['being disabled', (id) => code(ask('PATCH', at(id), { disabled: true }, { ifMatch: 0 }))],
    ['a password link', (id) => code(ask('POST', `${at(id)}/password-link`, {}))],
    [
      'an account without its second factor',
      (id) => code(ask('DELETE', `${at(id)}/second-factor`)),
    ],
    ['an end', (id) => code(ask('DELETE', at(id), undefined, { ifMatch: 0 }))],
  ];

  it.each(deeds)('gives a technician %s', async (_, deed) => {
    expect(await deed((await somebody())._id)).toBe('done');
  });

  it.each([
    ...deeds,
    [
      'a role',
      (id: string) => code(ask('PATCH', at(id), { role: 'technician' }, { ifMatch: 0 })),
    ] as (typeof deeds)[number],
  ])('does not give an administrator, disabled or not, %s', async (_, deed) => {
    for (const disabled of [false, true]) {
      const before = await somebody({ role: 'administrator', disabled });
      const credentials = await server.store.credentials.of([before._id]);
      expect(await deed(before._id)).toBe(refusal);
      expect(await server.store.technicians.byId(before._id)).toEqual(before);
      expect(await server.store.credentials.of([before._id])).toEqual(credentials);
      expect(await notedOf(admin, before._id)).toEqual([]);
    }
  });

  it('makes no administrator', async () => {
    const asked = newcomer({ role: 'administrator' });
    expect(await code(ask('POST', '/api/technicians', asked))).toBe(refusal);
    expect(await server.store.technicians.byEmail(asked.email)).toBeNull();
    const before = await somebody();
    const raising = ask('PATCH', at(before._id), { role: 'administrator' }, { ifMatch: 0 });
    expect(await code(raising)).toBe(refusal);
    expect(await server.store.technicians.byId(before._id)).toEqual(before);
  });

  it('was given a link for a technician that stops when that one is made an administrator', async () => {
    const { body } = await ask('POST', '/api/technicians', newcomer());
    await raise(body.technician.id);
    expect(await opens(body.link.url)).toBe(false);
  });

  it('keeps no sign-in of whoever is made an administrator, and a script no password either', async () => {
    const asked = newcomer();
    const { body } = await ask('POST', '/api/technicians', asked);
    expect(await opens(body.link.url)).toBe(true);
    const enter = () =>
      server.request('POST', '/api/technicians/sign-in', {
        body: { email: asked.email, password: 'whoever has the link' },
      });
    const { token } = (await enter()).body;
    // Changed by whoever knows it, it is still one that a script may know.
    const change = { current: 'whoever has the link', password: 'whoever has the link' };
    await server.request('POST', '/api/technicians/me/password', { token, body: change });
    await raise(body.technician.id);
    expect((await server.request('GET', '/api/technicians/me', { token })).status).toBe(401);
    const isScript = refusal === 'not_allowed';
    expect((await enter()).status).toBe(isScript ? 401 : 200);
    const { body: account } = await admin.ask('GET', at(body.technician.id));
    expect(account.hasPassword).toBe(!isScript);
    // A link that a person makes gives it back.
    const link = await admin.ask('POST', `${at(body.technician.id)}/password-link`, {});
    expect(await opens(link.body.url)).toBe(true);
    expect((await enter()).status).toBe(200);
  });

  it('keeps no sign-in that was being made just then', async () => {
    const asked = newcomer();
    const { body } = await ask('POST', '/api/technicians', asked);
    await opens(body.link.url);
    meanwhile(server.store.technicians, 'byEmail', async () => {
      const change = { role: 'administrator' as const };
      expect(await server.store.technicians.change(body.technician.id, 0, change)).not.toBeNull();
    });
    const entered = await server.request('POST', '/api/technicians/sign-in', {
      body: { email: asked.email, password: 'whoever has the link' },
    });
    const me = await server.request('GET', '/api/technicians/me', { token: entered.body.token });
    expect(me.status).toBe(401);
  });

  it('sets no password of whoever is made an administrator as a link is used', async () => {
    const { body } = await ask('POST', '/api/technicians', newcomer());
    const { id } = body.technician;
    meanwhile(server.store.oneTimeLinks, 'take', async () => {
      meanwhile(server.store.technicians, 'byId', () => raise(id));
    });
    expect(await opens(body.link.url)).toBe(false);
    expect(await server.store.credentials.password(id)).toBeNull();
  });

  it.each(['removeAllOf', 'insert'] as const)(
    'gets no link to whoever is made an administrator as it is made (%s)',
    async (moment) => {
      const { _id: id } = await somebody();
      meanwhile(server.store.oneTimeLinks, moment, () => raise(id));
      const links = vi.spyOn(server.store.oneTimeLinks, 'insert');
      expect(await code(ask('POST', `${at(id)}/password-link`, {}))).toBe(refusal);
      for (const [link] of links.mock.calls)
        expect(await server.store.oneTimeLinks.take(link._id, server.clock.now())).toBeNull();
      expect(await notedOf(admin, id)).toEqual(['technician_promoted']);
    },
  );

  it('gets none either where that happens to somebody whom it creates', async () => {
    const asked = newcomer();
    meanwhile(server.store.oneTimeLinks, 'removeAllOf', async () =>
      raise((await server.store.technicians.byEmail(asked.email))!._id),
    );
    expect(await code(ask('POST', '/api/technicians', asked))).toBe(refusal);
  });

  it('leaves the second factor to whoever is made an administrator meanwhile', async () => {
    const { _id: id } = await somebody();
    const factor = await server.store.credentials.secondFactor(id);
    meanwhile(server.store.credentials, 'removeSecondFactor', () => raise(id));
    expect(await code(ask('DELETE', `${at(id)}/second-factor`))).toBe(refusal);
    expect(await server.store.credentials.secondFactor(id)).toEqual(factor);
  });

  it('changes nobody who is made an administrator meanwhile', async () => {
    const { _id: id } = await somebody();
    const group = await admin.ask('POST', '/api/groups', {
      name: randomId(),
      permissions: everything,
    });
    meanwhile(server.store.groups, 'byId', () => raise(id));
    const moving = ask('PATCH', at(id), { groupId: group.body.id }, { ifMatch: 0 });
    expect(await code(moving)).toBe('changed_meanwhile');
    expect(await server.store.technicians.byId(id)).toMatchObject({
      groupId: null,
      role: 'administrator',
    });
  });

  it('takes nothing from whoever is made an administrator as a deletion goes on', async () => {
    const { _id: id } = await somebody({ disabled: true });
    const credentials = await server.store.credentials.of([id]);
    meanwhile(server.store.oneTimeLinks, 'removeAllOf', async () => {
      const change = { disabled: false, role: 'administrator' };
      expect((await admin.ask('PATCH', at(id), change, { ifMatch: 0 })).status).toBe(200);
    });
    const deleting = ask('DELETE', at(id), undefined, { ifMatch: 0 });
    expect(await code(deleting)).toBe('changed_meanwhile');
    expect(await server.store.credentials.of([id])).toEqual(credentials);
  });

  it("changes a group's name, and what its technicians may do, but not what an administrator may", async () => {
    const created = await admin.ask('POST', '/api/groups', {
      name: randomId(),
      permissions: everything,
    });
    const { id } = created.body;
    const change = (ifMatch: number, sms: boolean) =>
      code(ask('PATCH', `/api/groups/${id}`, { permissions: { ...everything, sms } }, { ifMatch }));
    await somebody({ groupId: id });
    expect(await change(0, false)).toBe('done');
    await somebody({ groupId: id, role: 'administrator' });
    expect(await change(1, true)).toBe(refusal);
    const renaming = ask('PATCH', `/api/groups/${id}`, { name: randomId() }, { ifMatch: 1 });
    expect(await code(renaming)).toBe('done');
    expect((await server.store.groups.byId(id))!.permissions.sms).toBe(false);
  });

  it('deletes nobody disabled who is made an administrator meanwhile', async () => {
    const { _id: id } = await somebody({ disabled: true });
    meanwhile(server.store.oneTimeLinks, 'removeAllOf', () => raise(id));
    const deleting = ask('DELETE', at(id), undefined, { ifMatch: 0 });
    expect(await code(deleting)).toBe(refusal);
    expect(await server.store.technicians.byId(id)).toMatchObject({ role: 'administrator' });
  });
});
