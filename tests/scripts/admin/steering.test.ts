import { expect, test } from 'vitest';
import { imitatedServer, runAdmin } from '../../support/admin.ts';

/** Clears the screen (C0 and C1), turns the direction of writing, and begins a line of its own. */
const steering = 'Ada\u001b[2J\u009b2J\u202eadmin\u2066\nrevision: 99';
const obeyed =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const group = {
  id: 'a'.repeat(32),
  revision: 1,
  name: steering,
  permissions: {
    startSessions: true,
    sms: true,
    email: true,
    ownMail: true,
    link: true,
    qr: true,
  },
};
const showGroup = ['groups', 'show', group.id];

test('the facts of a thing cannot steer the terminal, nor add a line to themselves', async () => {
  const { send } = imitatedServer({ getGroup: () => group });
  const { out } = await runAdmin(showGroup, { fetch: send });
  expect(out).not.toMatch(obeyed);
  expect(out).toMatch(/^name: +Ada \[2J 2J admin revision: 99$/m);
  expect(out.match(/^revision:/gm)).toHaveLength(1);
});

test('JSON says them by their numbers, and is read as what they were', async () => {
  const { send } = imitatedServer({ getGroup: () => group });
  const { out } = await runAdmin([...showGroup, '--json'], { fetch: send });
  expect(out).not.toMatch(obeyed);
  expect(out).toContain('\\u001b[2J\\u009b2J\\u202eadmin\\u2066\\nrevision');
  expect(JSON.parse(out)).toEqual(group);
});

test("a server's message cannot steer the terminal, nor begin a line", async () => {
  const send = (async () =>
    Response.json(
      { error: { code: 'invalid_input', message: steering, field: steering, requestId: steering } },
      { status: 400 },
    )) as typeof fetch;
  const { err, status } = await runAdmin(showGroup, { fetch: send });
  expect(status).toBe(1);
  expect(err).not.toMatch(obeyed);
  expect(err).not.toContain('\n');
  expect(err).toContain('admin');
});

test('what was typed cannot steer it either, nor what is shown below the facts', async () => {
  const { send } = imitatedServer({
    listGroups: () => ({ items: [], next: null }),
    getTechnician: () => ({
      id: group.id,
      revision: 1,
      email: 'anna@example.com',
      name: 'Anna',
      role: 'technician',
      groupId: null,
      disabled: false,
      hasPassword: true,
      secondFactor: false,
      created: 1,
    }),
    makePasswordLink: () => ({ delivery: 'shown', url: 'https://x/\u009b2J#s', expires: 1 }),
  });
  const missing = await runAdmin(['groups', 'show', 'a\u009b2Jb'], { fetch: send });
  expect(missing.err).toBe('There is no group "a 2Jb".');
  const link = await runAdmin(['technicians', 'password-link', group.id], { fetch: send });
  expect(link.out).toMatch(/\nhttps:\/\/x\/ 2J#s$/);
});
