import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';
import { joining, licence, sessionIn, stored, type TestSession } from '../../support/sessions.ts';

const device = 'd'.repeat(32);
const operator = { $gt: '' };
/** Each route of sessions with a body: one that is right, and the wrong values for its fields. */
const routes: {
  command: string;
  caller: 'technician' | 'customer' | 'anyone';
  right: Record<string, unknown>;
  wrong: Record<string, unknown[]>;
}[] = [
  {
    command: 'POST /api/sessions',
    caller: 'technician',
    right: { device },
    wrong: {
      device: [operator, 1, null, 'x', 'D'.repeat(32), 'd'.repeat(33)],
      name: [operator, 1, 'x'.repeat(101), 'a\u0000b', ['a']],
      phone: [operator, 'x'.repeat(41)],
      email: [operator, 'x'.repeat(255), '\ud800@x.fr'],
      ticketId: [operator, 'x'.repeat(101), 'a\nb'],
      language: [operator, 'de', null],
      openFor: ['somebody'],
      custom: [1, null, []],
    },
  },
  {
    command: 'PATCH /api/sessions/:id',
    caller: 'technician',
    right: { name: 'Zoé' },
    wrong: {
      name: [operator, 1, null, 'x'.repeat(101)],
      phone: [operator, true],
      language: [operator, 'de', null],
      state: ['active'],
      seats: [{}],
      custom: [[], 1],
    },
  },
  {
    command: 'POST /api/pins/find',
    caller: 'anyone',
    right: { pin: '123456' },
    wrong: {
      pin: [operator, 123456, null, '', '12345', '1234567', 'abcdef', '１２３４５６', ['123456']],
      id: ['x'],
      extra: [operator, 1234, null, '', '123', '12345', '１２３４'],
    },
  },
  {
    command: 'POST /api/sessions/:id/join',
    caller: 'anyone',
    right: joining('123456', device),
    wrong: {
      pin: [operator, 123456, null, '12345', 'x'.repeat(10_000)],
      device: [operator, 1, ''],
      language: [operator, 'de', null],
      voice: [operator, 'video', 1],
      token: ['c_mine'],
    },
  },
  {
    command: 'POST /api/links/find',
    caller: 'anyone',
    right: { token: 'A'.repeat(22) },
    wrong: { token: [operator, 1, null, '', 'A'.repeat(21), 'A'.repeat(23), 'é'.repeat(22)] },
  },
  {
    command: 'POST /api/sessions/:id/join',
    caller: 'anyone',
    right: { link: 'A'.repeat(22), device, language: 'en', voice: 'here' },
    wrong: { link: [operator, 1, null, 'A'.repeat(21)], pin: ['123456', operator], device: [7] },
  },
  {
    command: 'POST /api/sessions/:id/invitations',
    caller: 'technician',
    right: { way: 'email', to: 'zoe@example.com', language: 'en', voice: 'here', key: device },
    wrong: {
      way: [operator, 'fax', null],
      to: [operator, 1, '', '   ', 'x'.repeat(255), 'a@b.example\r\nBcc: c@d.example'],
      language: [operator, 'de'],
      voice: [operator, 'video'],
      key: [operator, 'x', 'D'.repeat(32), 1],
      body: ['Buy this'],
    },
  },
  {
    command: 'POST /api/sessions/:id/links',
    caller: 'technician',
    right: { language: 'en', voice: 'phone' },
    wrong: { language: [operator, 'de'], voice: [operator, 1], token: ['A'.repeat(22)] },
  },
  {
    command: 'POST /api/sessions/:id/mail-draft',
    caller: 'technician',
    right: { language: 'fr', voice: 'here' },
    wrong: { language: [operator], voice: ['x'], subject: ['Hello'] },
  },
  {
    command: 'POST /api/sessions/:id/seat',
    caller: 'technician',
    right: { from: 1, device },
    wrong: { from: [operator, '1', -1, 1.5, null], device: [operator, 7] },
  },
  {
    command: 'POST /api/sessions/:id/licence/accept',
    caller: 'customer',
    right: licence,
    wrong: {
      version: [operator, 1, '', 'x'.repeat(65)],
      language: [operator, 'xx'],
      acceptedAt: [1],
    },
  },
];

/** Those whose body is empty. */
const bare = ['/licence/decline', '/pin', '/start', '/end', '/peer-access'].map((path) => ({
  command: `POST /api/sessions/:id${path}`,
  caller: path.startsWith('/licence') ? ('customer' as const) : ('technician' as const),
}));

describe('bad input', () => {
  let server: TestServer;
  let session: TestSession;
  beforeAll(async () => {
    server = await testServer();
    session = await sessionIn(server, 'joined');
  });
  afterAll(() => server.stop());

  const tokens = () => ({
    anyone: undefined,
    technician: session.technicianToken,
    customer: session.customerToken,
  });

  /** Sends it, and sees that it is refused and that nothing has changed. */
  async function refused(
    command: string,
    caller: keyof ReturnType<typeof tokens>,
    sent: { body?: unknown; raw?: string; headers?: Record<string, string> },
  ) {
    const before = await stored(server, session);
    const openBefore = (await server.store.sessions.open()).length;
    const [method = '', path = ''] = command.split(' ');
    const token = tokens()[caller];
    const answer = await server.request(method, path.replace(':id', session.id), {
      token,
      ...sent,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await stored(server, session)).toEqual(before);
    expect(await server.store.sessions.open()).toHaveLength(openBefore);
    return answer.body.error;
  }

  describe.each(routes)('to $command', ({ command, caller, right, wrong }) => {
    const cases = Object.entries(wrong).flatMap(([field, values]) =>
      values.map((value) => ({ field, value, shown: JSON.stringify(value).slice(0, 40) })),
    );
    it.each(cases)('names the field $field: $shown', async ({ field, value }) => {
      const error = await refused(command, caller, { body: { ...right, [field]: value } });
      expect(error).toMatchObject({ code: 'invalid_input', field });
    });

    it.each(Object.keys(right).filter((field) => !['name', 'link', 'key'].includes(field)))(
      'misses the field %s',
      async (field) => {
        const error = await refused(command, caller, { body: { ...right, [field]: undefined } });
        expect(error).toMatchObject({ code: 'invalid_input', field });
      },
    );

    it.each([[[]], ['text'], [1], [null], [operator]])(
      'is no object of its own: %j',
      async (body) => {
        expect((await refused(command, caller, { body })).code).toBe('invalid_input');
      },
    );

    it('is no JSON, of no JSON type, or too long', async () => {
      const json = { 'content-type': 'application/json' };
      expect((await refused(command, caller, { raw: '{"a":', headers: json })).code).toBe(
        'not_json',
      );
      const text = { 'content-type': 'text/plain' };
      expect((await refused(command, caller, { raw: '{}', headers: text })).code).toBe(
        'not_json_type',
      );
      const long = JSON.stringify({ ...right, more: 'x'.repeat(200_000) });
      expect((await refused(command, caller, { raw: long, headers: json })).code).toBe('too_large');
    });

    it('is nested deeper than anything here is', async () => {
      const raw = `{"device":${'['.repeat(5000)}${']'.repeat(5000)}}`;
      const error = await refused(command, caller, {
        raw,
        headers: { 'content-type': 'application/json' },
      });
      expect(['invalid_input', 'too_large', 'not_json']).toContain(error.code);
    });
  });

  it.each(bare)('to $command is anything but nothing', async ({ command, caller }) => {
    for (const body of [operator, { state: 'ended' }, { because: 'bored' }, [], 'x', 1])
      expect((await refused(command, caller, { body })).code).toBe('invalid_input');
  });

  it.each(['0', 'x'.repeat(32), 'A'.repeat(32), '$gt', '%00', `${'a'.repeat(31)}'`])(
    'is the session id %s',
    async (id) => {
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/start'],
        ['POST', '/join'],
      ] as const) {
        const { status, body } = await server.request(method, `/api/sessions/${id}${path}`, {
          token: session.technicianToken,
        });
        expect([400, 404]).toContain(status);
        expect(body.error.code).toMatch(/^(invalid_input|not_found)$/);
      }
    },
  );

  it.each(['x', '-1', '1.5', '1e3', '{"$gt":0}', '99999999999999999999'])(
    'is the seat generation %s in the header',
    async (seat) => {
      const error = await refused('POST /api/sessions/:id/start', 'technician', {
        headers: { 'lens-seat': seat },
      });
      expect(error.code).toBe('invalid_input');
    },
  );
});
