import { afterAll, beforeAll, expect, it } from 'vitest';
import { administrator, notedOf, type TestAdministrator } from '../../../support/administering.ts';
import { testServer, type TestServer } from '../../../support/server.ts';

let server: TestServer;
let admin: TestAdministrator;
beforeAll(async () => {
  server = await testServer();
  admin = await administrator(server);
});
afterAll(() => server.stop());

async function withFactor(confirmedAt: number | null): Promise<string> {
  const { technician } = await server.technician({}, 'the password');
  await server.store.credentials.put({
    _id: '',
    schema: technician.schema,
    technicianId: technician._id,
    kind: 'second_factor',
    revision: 0,
    key: 'KEY',
    confirmedAt,
    usedStep: 0,
    recoveryHashes: ['a'],
  });
  return technician._id;
}

const remove = (id: string) => admin.ask('DELETE', `/api/technicians/${id}/second-factor`);

it('an administrator takes a lost second factor away, once, and it is noted', async () => {
  const id = await withFactor(1000);
  expect((await admin.ask('GET', `/api/technicians/${id}`)).body.secondFactor).toBe(true);
  const { status, body } = await remove(id);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id, secondFactor: false, hasPassword: true });
  expect(await server.store.credentials.secondFactor(id)).toBeNull();
  const again = await remove(id);
  expect([again.status, again.body.error.code]).toEqual([409, 'second_factor_missing']);
  expect(await notedOf(admin, id)).toEqual(['second_factor_removed']);
});

it('a second factor that was only begun is none', async () => {
  const id = await withFactor(null);
  expect((await admin.ask('GET', `/api/technicians/${id}`)).body.secondFactor).toBe(false);
  expect((await remove(id)).body.error.code).toBe('second_factor_missing');
});
