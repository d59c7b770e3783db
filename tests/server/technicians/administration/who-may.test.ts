import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../../../common/contract/administration.ts';
import { administrator, asking, type TestAdministrator } from '../../../support/administering.ts';
import { randomId } from '../../../support/documents.ts';
import { testServer, type TestServer } from '../../../support/server.ts';

describe('who may manage technicians and groups', () => {
  let server: TestServer;
  let admin: TestAdministrator;
  beforeAll(async () => {
    server = await testServer();
    admin = await administrator(server);
  });
  afterAll(() => server.stop());

  const id = randomId();
  const reads = [
    ['GET', '/api/technicians'],
    ['GET', `/api/technicians/${id}`],
    ['GET', '/api/groups'],
    ['GET', `/api/groups/${id}`],
  ] as const;
  const writes = [
    ['POST', '/api/technicians'],
    ['PATCH', `/api/technicians/${id}`],
    ['DELETE', `/api/technicians/${id}`],
    ['POST', `/api/technicians/${id}/password-link`],
    ['DELETE', `/api/technicians/${id}/second-factor`],
    ['POST', '/api/groups'],
    ['PATCH', `/api/groups/${id}`],
    ['DELETE', `/api/groups/${id}`],
  ] as const;

  async function codes(token: string, routes: readonly (readonly [string, string])[]) {
    const ask = asking(server, token);
    return await Promise.all(
      routes.map(async ([method, path]) => (await ask(method, path)).body?.error?.code ?? 'none'),
    );
  }

  async function scriptWith(scopes: Scope[]): Promise<string> {
    const body = { name: 'script', scopes, days: 1 };
    return (await admin.ask('POST', '/api/api-tokens', body)).body.token;
  }

  it('no technician, and nobody who is not signed in', async () => {
    const { token } = await server.technician();
    const all = [...reads, ...writes];
    expect(await codes(token, all)).toEqual(all.map(() => 'not_allowed'));
    expect(await codes('', all)).toEqual(all.map(() => 'not_signed_in'));
    expect(await codes(`c_${'x'.repeat(43)}`, all)).toEqual(all.map(() => 'not_signed_in'));
  });

  it('a script that may read, to read', async () => {
    const token = await scriptWith(['technicians:read']);
    expect(await codes(token, reads)).toEqual([
      'none',
      'technician_not_found',
      'none',
      'group_not_found',
    ]);
    expect(await codes(token, writes)).toEqual(writes.map(() => 'not_allowed'));
  });

  it('a script that may write, to write', async () => {
    const token = await scriptWith(['technicians:write']);
    expect(await codes(token, reads)).toEqual(reads.map(() => 'not_allowed'));
    for (const code of await codes(token, writes)) expect(code).not.toMatch(/not_allowed|not_sig/);
  });

  it('a script of any other scope, to do neither', async () => {
    const token = await scriptWith([
      'settings:read',
      'settings:write',
      'sessions:read',
      'audit:read',
    ]);
    const all = [...reads, ...writes];
    expect(await codes(token, all)).toEqual(all.map(() => 'not_allowed'));
  });
});
