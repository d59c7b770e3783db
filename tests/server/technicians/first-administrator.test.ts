import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAudit } from '../../../server/audit/audit.ts';
import { createFirstAdministrator } from '../../../server/technicians/first-administrator.ts';
import { createPasswords } from '../../../server/technicians/passwords.ts';
import { makePasswordLink, putPassword } from '../../../server/technicians/set-password.ts';
import { testClock } from '../../support/clock.ts';
import { quickCost, testServer, type TestServer } from '../../support/server.ts';
import { storesUnderTest } from '../../support/stores.ts';

describe('the first administrator', () => {
  let server: TestServer;
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lens-data-'));
    server = await testServer({ config: { dataDir } });
  });
  afterEach(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true });
  });

  const make = (more: { isTerminal?: boolean; adminPassword?: string; adminEmail?: string } = {}) =>
    createFirstAdministrator({
      store: server.store,
      audit: createAudit(server),
      passwords: createPasswords(quickCost),
      clock: server.clock,
      config: {
        adminEmail: more.adminEmail ?? 'admin@lens.local',
        adminName: 'Anna Meyer',
        adminPassword: more.adminPassword,
        publicUrl: 'http://localhost:8080',
      },
      isTerminal: more.isTerminal ?? false,
      dataDir,
    });
  const signIn = (password: string, email = 'admin@lens.local') =>
    server.request('POST', '/api/technicians/sign-in', { body: { email, password } });

  it('signs in by the password of the configuration', async () => {
    expect(await make({ adminPassword: 'from the configuration' })).toEqual({
      kind: 'configured',
      email: 'admin@lens.local',
    });
    const { body } = await signIn('from the configuration');
    expect(body.technician).toMatchObject({
      role: 'administrator',
      email: 'admin@lens.local',
      name: 'Anna Meyer',
    });
  });

  it('is noted in the audit log once, as made at the terminal', async () => {
    await make({ adminPassword: 'from the configuration' });
    await make({ adminPassword: 'from the configuration' });
    const made = (await server.store.technicians.byEmail('admin@lens.local'))!;
    expect(await server.store.audit.list({ limit: 10 })).toMatchObject([
      {
        at: server.clock.now(),
        actor: { kind: 'terminal', id: null, name: null },
        action: 'technician_created',
        target: { kind: 'technician', id: made._id, name: 'Anna Meyer' },
        changed: [],
      },
    ]);
  });

  it('is given a random password, shown once, on a terminal', async () => {
    const first = await make({ isTerminal: true });
    if (first.kind !== 'password') throw new Error(`it was ${first.kind}`);
    expect(first.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    expect((await signIn(first.password)).status).toBe(200);
    expect(await make({ isTerminal: true })).toEqual({ kind: 'exists' });
    expect((await signIn(first.password)).status).toBe(200);
  });

  it('is given a link in a file that only its owner can read, where there is no terminal', async () => {
    const first = await make();
    if (first.kind !== 'link') throw new Error(`it was ${first.kind}`);
    expect((await stat(first.file)).mode & 0o777).toBe(0o600);
    const token = (await readFile(first.file, 'utf8')).trim().split('#')[1];
    const set = await server.request('POST', '/api/technicians/set-password', {
      body: { token, password: 'set by the link' },
    });
    expect(set.body).toEqual({ email: 'admin@lens.local' });
    await expect(stat(first.file)).rejects.toThrow('ENOENT');
    expect((await signIn('set by the link')).status).toBe(200);
    expect(await make()).toEqual({ kind: 'exists' });
  });

  it('keeps the file with the link while others set a password, and loses it with the next start', async () => {
    const first = await make();
    if (first.kind !== 'link') throw new Error(`it was ${first.kind}`);
    const { technician } = await server.technician();
    const { url } = await makePasswordLink(server.store, technician._id, '', server.clock.now());
    const set = await server.request('POST', '/api/technicians/set-password', {
      body: { token: url.split('#')[1], password: 'set by another link' },
    });
    expect(set.status).toBe(200);
    expect((await stat(first.file)).isFile()).toBe(true);
    const { _id } = (await server.store.technicians.byEmail('admin@lens.local'))!;
    await putPassword(server.store, _id, 'a hash', server.clock.now());
    await make();
    await expect(stat(first.file)).rejects.toThrow('ENOENT');
  });

  it('is given another link at the next start, when the former one was not used', async () => {
    const first = await make();
    if (first.kind !== 'link') throw new Error(`it was ${first.kind}`);
    const former = await readFile(first.file, 'utf8');
    server.clock.pass(25 * 60 * 60 * 1000);
    expect(await make()).toEqual(first);
    expect(await readFile(first.file, 'utf8')).not.toBe(former);
    expect((await stat(first.file)).mode & 0o777).toBe(0o600);
  });

  it('is made only while no administrator exists: the configuration changes nothing later', async () => {
    await make({ adminPassword: 'the first password' });
    expect(await make({ adminPassword: 'another password' })).toEqual({ kind: 'exists' });
    expect(await make({ adminPassword: 'one more password', adminEmail: 'b@lens.local' })).toEqual({
      kind: 'exists',
    });
    expect((await signIn('the first password')).status).toBe(200);
    expect((await signIn('another password')).status).toBe(401);
    expect((await signIn('one more password', 'b@lens.local')).status).toBe(401);
  });

  it('does not make an administrator of a technician with that address', async () => {
    await server.technician({ email: 'admin@lens.local' });
    expect(await make({ adminPassword: 'from the configuration' })).toEqual({ kind: 'exists' });
    expect((await signIn('from the configuration')).status).toBe(401);
  });

  it('is not made again when it was disabled or deleted: somebody else has done that', async () => {
    await make({ adminPassword: 'the first password' });
    const other = await server.technician({ role: 'administrator' });
    const first = (await server.store.technicians.byEmail('admin@lens.local'))!;
    const path = `/api/technicians/${first._id}`;
    const change = (method: string, revision: number, body?: object) =>
      server.request(method, path, {
        token: other.token,
        body,
        headers: { 'if-match': String(revision) },
      });
    expect((await change('PATCH', 0, { disabled: true })).status).toBe(200);
    expect(await make({ adminPassword: 'one more password' })).toEqual({ kind: 'exists' });
    expect((await change('DELETE', 1)).status).toBe(204);
    expect(await make({ adminPassword: 'one more password' })).toEqual({ kind: 'exists' });
    expect(await server.store.technicians.administrators()).toBe(1);
  });

  it('who was disabled before setting a password is given no other way in', async () => {
    await make();
    const first = (await server.store.technicians.byEmail('admin@lens.local'))!;
    await server.technician({ role: 'administrator' });
    await server.store.technicians.change(first._id, 0, { disabled: true });
    expect(await make({ adminPassword: 'one more password' })).toEqual({ kind: 'exists' });
    expect((await signIn('one more password')).status).toBe(401);
  });

  it('is made once by servers that start at the same moment', async () => {
    const all = await Promise.all(
      [1, 2, 3, 4].map(() => make({ adminPassword: 'the same for all' })),
    );
    expect(all.filter(({ kind }) => kind === 'configured').length).toBeGreaterThan(0);
    expect((await signIn('the same for all')).status).toBe(200);
  });
});

describe.each(await storesUnderTest())('the first administrator of a $name store', ({ open }) => {
  it('is one, of servers that start at the same moment with another address each', async () => {
    const clock = testClock();
    const store = await open(clock);
    const dataDir = await mkdtemp(join(tmpdir(), 'lens-data-'));
    const made = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        createFirstAdministrator({
          store,
          audit: createAudit({ store, clock }),
          passwords: createPasswords(quickCost),
          clock,
          config: {
            adminEmail: `${name}@lens.local`,
            adminName: name,
            adminPassword: 'a password of the configuration',
            publicUrl: 'http://localhost:8080',
          },
          isTerminal: false,
          dataDir,
        }),
      ),
    );
    expect(await store.technicians.administrators()).toBe(1);
    expect(made.map(({ kind }) => kind).sort()).toEqual([
      'configured',
      'exists',
      'exists',
      'exists',
    ]);
    await store.close();
    await rm(dataDir, { recursive: true });
  });
});
