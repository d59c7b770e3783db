import { request, type ClientRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { administrator, type TestAdministrator } from '../../support/administering.ts';
import { apiToken } from '../../support/everyone.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const group = JSON.stringify({
  name: 'Made by nobody',
  permissions: { startSessions: true, sms: true, email: true, ownMail: true, link: true, qr: true },
});

describe('a request that holds its body back', () => {
  let server: TestServer;
  let admin: TestAdministrator;
  let held: ClientRequest | undefined;
  beforeEach(async () => {
    server = await testServer();
    admin = await administrator(server);
  });
  afterEach(async () => {
    held?.destroy();
    vi.restoreAllMocks();
    await server.stop();
  });

  /** Sends half of a body, lets something happen once it is known who calls, and then sends the rest. */
  async function holdWhile(token: string, happens: () => Promise<unknown>) {
    const knowing = vi.spyOn(server.store.technicians, 'byId');
    const asked = request(`${server.url}/api/groups`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(group),
      },
    });
    held = asked;
    const answered = new Promise<string>((resolve, reject) => {
      asked.on('error', reject).on('response', async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve(text);
      });
    });
    asked.write(group.slice(0, 10));
    await vi.waitFor(() => expect(knowing).toHaveBeenCalled());
    await knowing.mock.results[0]!.value;
    knowing.mockRestore();
    await happens();
    asked.end(group.slice(10));
    const { error } = JSON.parse(await answered);
    return error?.code ?? 'done';
  }

  const groups = async () =>
    (await server.store.groups.list({ limit: 10 })).map(({ name }) => name);

  it('is carried out when its caller is still who it was', async () => {
    expect(await holdWhile(admin.token, async () => {})).toBe('done');
    expect(await groups()).toEqual(['Made by nobody']);
  });

  it('is refused when its API token was revoked meanwhile', async () => {
    const { id, token } = await apiToken(server, admin, 'technicians:write');
    const revoke = () => admin.ask('DELETE', `/api/api-tokens/${id}`);
    expect(await holdWhile(token, revoke)).toBe('not_signed_in');
    expect(await groups()).toEqual([]);
  });

  it.each([
    ['deleted', 'not_signed_in', (id: string) => ['DELETE', id, undefined] as const],
    ['disabled', 'not_signed_in', (id: string) => ['PATCH', id, { disabled: true }] as const],
    [
      'made a technician',
      'not_allowed',
      (id: string) => ['PATCH', id, { role: 'technician' }] as const,
    ],
  ])('is refused when its administrator was %s meanwhile', async (_, code, change) => {
    const other = await administrator(server);
    const [method, id, body] = change(other.technician._id);
    const leave = () => admin.ask(method, `/api/technicians/${id}`, body, { ifMatch: 0 });
    expect(await holdWhile(other.token, leave)).toBe(code);
    expect(await groups()).toEqual([]);
  });

  it('is refused when its technician has signed out meanwhile', async () => {
    const signOut = () =>
      server.request('POST', '/api/technicians/me/sign-out', { token: admin.token });
    expect(await holdWhile(admin.token, signOut)).toBe('not_signed_in');
    expect(await groups()).toEqual([]);
  });
});
