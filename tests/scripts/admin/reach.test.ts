import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  Refusal,
  apiToken,
  imitatedServer,
  newFolder,
  runAdmin,
  type Answers,
} from '../../support/admin.ts';

const may = { startSessions: true, sms: true, email: true, ownMail: true, link: true, qr: true };
const technician = {
  id: 'a',
  name: 'Anna',
  email: 'anna@example.com',
  role: 'administrator',
  may,
  secondFactor: false,
};
const signedIn = { token: `t_${'s'.repeat(43)}`, expires: 9_999_999_999_999, technician };
const page = { items: [], next: null };
const lists: Answers = {
  listGroups: () => page,
  listApiTokens: () => page,
  signIn: () => signedIn,
};
const bearer = (headers: Headers | undefined) => headers?.get('authorization');
const noToken = { LENS_API_TOKEN: undefined };

describe('an API token', () => {
  test('goes with what API tokens may do', async () => {
    const server = imitatedServer(lists);
    await runAdmin(['groups', 'list'], { fetch: server.send });
    expect(bearer(server.asked[0]?.headers)).toBe(`Bearer ${apiToken}`);
  });

  test('is no use where a person is asked for', async () => {
    const server = imitatedServer(lists);
    const { status, err } = await runAdmin(['tokens', 'list'], { fetch: server.send });
    expect(status).toBe(1);
    expect(err).toBe('An API token cannot do this. Sign in first: npm run admin -- sign-in');
    expect(server.asked).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')(
    'may stand in a file that is one’s own alone',
    async () => {
      const from = newFolder();
      const file = join(from, 'token');
      await writeFile(file, `${apiToken}\n`, { mode: 0o600 });
      const server = imitatedServer(lists);
      const options = { from, env: noToken, fetch: server.send };
      await runAdmin(['groups', 'list', '--token-file', 'token'], options);
      expect(bearer(server.asked[0]?.headers)).toBe(`Bearer ${apiToken}`);

      await chmod(file, 0o640);
      const { status, err } = await runAdmin(['groups', 'list', '--token-file', 'token'], options);
      expect(status).toBe(2);
      expect(err).toContain(`chmod 600 ${file}`);
    },
  );

  test('that is none is not sent, and not repeated', async () => {
    const server = imitatedServer(lists);
    const { status, err } = await runAdmin(['groups', 'list'], {
      env: { LENS_API_TOKEN: 'hunter2' },
      fetch: server.send,
    });
    expect(status).toBe(2);
    expect(err).not.toContain('hunter2');
    expect(server.asked).toEqual([]);
  });
});

describe('signing in', () => {
  test('asks for the password without an echo, and is kept for one’s own eyes', async () => {
    const server = imitatedServer(lists);
    const from = newFolder();
    const { status, questions, out, err } = await runAdmin(['sign-in'], {
      from,
      env: noToken,
      isAttended: true,
      lines: ['anna@example.com', 'a long password'],
      fetch: server.send,
    });
    expect(status).toBe(0);
    expect(questions).toEqual([
      { question: 'E-mail: ', hidden: false },
      { question: 'Password: ', hidden: true },
    ]);
    const file = join(from, 'lens', 'sign-in.json');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    const kept = await readFile(file, 'utf8');
    expect(kept).toContain(signedIn.token);
    expect(kept + out + err).not.toContain('a long password');
    expect(out + err).not.toContain(signedIn.token);

    await runAdmin(['tokens', 'list'], { from, env: noToken, fetch: server.send });
    expect(bearer(server.asked.at(-1)?.headers)).toBe(`Bearer ${signedIn.token}`);
  });

  test('reads password and code from a pipe, and asks for a code only where there is one', async () => {
    const server = imitatedServer({
      ...lists,
      signIn: ({ body }) =>
        (body as { code?: string }).code === '123456'
          ? signedIn
          : new Refusal('second_factor_needed'),
    });
    const { status } = await runAdmin(['sign-in', '--email', 'anna@example.com'], {
      env: noToken,
      lines: ['a long password', '123456'],
      fetch: server.send,
    });
    expect(status).toBe(0);
    expect(server.asked.map(({ body }) => body)).toMatchObject([
      { email: 'anna@example.com', password: 'a long password' },
      { code: '123456' },
    ]);
  });

  test('is known again as the same device', async () => {
    const server = imitatedServer(lists);
    const from = newFolder();
    for (let time = 0; time < 2; time += 1)
      await runAdmin(['sign-in', '--email', 'anna@example.com'], {
        from,
        lines: ['a long password'],
        fetch: server.send,
      });
    const devices = server.asked.map(({ body }) => (body as { device: string }).device);
    expect(devices[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(devices[1]).toBe(devices[0]);
  });

  test('happens by itself where somebody is there, and nowhere else', async () => {
    const server = imitatedServer(lists);
    const attended = await runAdmin(['groups', 'list'], {
      env: noToken,
      isAttended: true,
      lines: ['anna@example.com', 'a long password'],
      fetch: server.send,
    });
    expect(attended.status).toBe(0);
    const alone = await runAdmin(['groups', 'list'], { env: noToken, fetch: server.send });
    expect(alone.status).toBe(1);
    expect(alone.err).toContain('Sign in first');
  });

  test('is of one server: another one does not get its token', async () => {
    const server = imitatedServer(lists);
    const from = newFolder();
    await runAdmin(['sign-in', '--email', 'anna@example.com'], {
      from,
      lines: ['a long password'],
      fetch: server.send,
    });
    const { status } = await runAdmin(['tokens', 'list', '--url', 'https://other.example'], {
      from,
      fetch: server.send,
    });
    expect(status).toBe(1);
    expect(server.asked).toHaveLength(1);
  });

  test('that has ended is forgotten, so that the next command begins one', async () => {
    const from = newFolder();
    const options = { from, env: noToken, lines: ['a long password'] };
    const server = imitatedServer({ ...lists, listGroups: () => new Refusal('not_signed_in') });
    await runAdmin(['sign-in', '--email', 'a@b.example'], { ...options, fetch: server.send });
    const first = await runAdmin(['groups', 'list'], { ...options, fetch: server.send });
    expect(first.err).toContain('words of not_signed_in');
    const second = await runAdmin(['groups', 'list'], { ...options, fetch: server.send });
    expect(second.err).toContain('Sign in first');
  });

  test('ends on the server and here', async () => {
    const from = newFolder();
    const server = imitatedServer(lists);
    const options = { from, env: noToken, lines: ['a long password'], fetch: server.send };
    await runAdmin(['sign-in', '--email', 'a@b.example'], options);
    expect(await runAdmin(['sign-out'], options)).toMatchObject({ status: 0, err: 'Signed out.' });
    expect(server.asked.at(-1)).toMatchObject({ route: 'signOut' });
    expect(bearer(server.asked.at(-1)?.headers)).toBe(`Bearer ${signedIn.token}`);
    expect((await runAdmin(['groups', 'list'], options)).status).toBe(1);
  });
});

describe('the server', () => {
  test('is this machine’s at LENS_PORT unless one is named', async () => {
    // As it stands in .env where the line of .env.example was left empty.
    for (const LENS_URL of [undefined, '']) {
      const { err } = await runAdmin(['groups', 'list'], {
        env: { LENS_URL, LENS_PORT: '8123' },
        fetch: () => Promise.reject(new TypeError('fetch failed')),
      });
      expect(err).toContain('http://localhost:8123');
    }
  });

  test('that sends one elsewhere is not followed there with a token', async () => {
    const addresses: string[] = [];
    const { status } = await runAdmin(['groups', 'list'], {
      async fetch(address, init) {
        addresses.push(String(address));
        expect(init?.redirect).toBe('manual');
        return new Response(null, { status: 302, headers: { location: 'https://evil.example/' } });
      },
    });
    expect(status).toBe(3);
    expect(addresses).toHaveLength(1);
  });
});
