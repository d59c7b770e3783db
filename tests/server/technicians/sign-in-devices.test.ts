import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { outcome, password, signIn } from '../../support/signing-in.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;
const waits = [429, 'too_many_attempts'];
const refused = [401, 'sign_in_refused'];

describe('a device that has signed in before', () => {
  let server: TestServer;
  let email: string;
  const device = randomId();
  const office = '192.0.2.1';

  beforeEach(async () => {
    server = await testServer({ config: { trustedProxies: ['127.0.0.1'] } });
    ({ email } = (await server.technician({ name: 'Anna' }, password)).technician);
  });
  afterEach(() => server.stop());

  const enter = (more = {}) => signIn(server, email, { device, from: office, ...more });
  const guess = (more = {}) => enter({ word: 'a wrong guess', ...more });
  /** A stranger's guesses for the account, each from another address unless one is named. */
  const attack = async (times: number, from?: string) => {
    for (let time = 0; time < times; time++)
      await guess({ device: undefined, from: from ?? `198.51.100.${time}` });
  };

  it('lets its technician in while a stranger tries a hundred passwords', async () => {
    await enter();
    await attack(100);
    expect(outcome(await enter({ device: undefined }))).toEqual(waits);
    expect((await enter()).status).toBe(200);
  });

  it('lets its technician in while the office itself is attacked from inside', async () => {
    await enter();
    await attack(10, office);
    for (let time = 0; time < 30; time++)
      await signIn(server, `nobody-${time}@lens.test`, { from: office });
    const ben = await server.technician({}, password);
    expect(outcome(await signIn(server, ben.technician.email, { from: office }))).toEqual(waits);
    expect((await enter()).status).toBe(200);
  });

  it('is not locked out by many strangers with devices of their own', async () => {
    await enter();
    for (let time = 0; time < 20; time++) await guess({ device: randomId() });
    expect((await enter()).status).toBe(200);
  });

  it('is kept in the store only as a hash: whoever reads that cannot pass for it', async () => {
    const devices = vi.spyOn(server.store.devices, 'put');
    const signIns = vi.spyOn(server.store.signIns, 'insert');
    expect((await enter()).status).toBe(200);
    const documents = [...devices.mock.calls.flat(), ...signIns.mock.calls.flat()];
    expect(documents).toHaveLength(2);
    expect(JSON.stringify(documents)).not.toContain(device);
  });

  it('is nothing to an account that never signed in from it', async () => {
    const ben = await server.technician({}, password);
    await enter();
    for (let time = 0; time < 10; time++)
      expect(
        outcome(await signIn(server, ben.technician.email, { device, word: 'wrong' })),
      ).toEqual(refused);
    expect(outcome(await signIn(server, ben.technician.email, { device }))).toEqual(waits);
  });

  it('gives whoever stole its id ten guesses in a quarter of an hour', async () => {
    await enter();
    for (let time = 0; time < 10; time++) expect(outcome(await guess())).toEqual(refused);
    const late = await enter();
    expect(outcome(late)).toEqual(waits);
    expect(late.headers.get('retry-after')).toBe('900');
    server.clock.pass(15 * minutes);
    expect((await enter()).status).toBe(200);
  });

  it('takes nothing from the guesses of its account and of its address', async () => {
    await enter();
    for (let time = 0; time < 10; time++) await guess();
    await attack(9, office);
    expect((await enter({ device: undefined })).status).toBe(200);
  });

  it('counts to what its account may be right in an hour: sixty times from all devices', async () => {
    for (let time = 0; time < 30; time++) {
      expect((await enter()).status).toBe(200);
      expect((await enter({ device: undefined })).status).toBe(200);
    }
    for (const device of [undefined, randomId()])
      expect(outcome(await enter({ device }))).toEqual(waits);
    const late = await enter();
    expect(outcome(late)).toEqual(waits);
    expect(late.headers.get('retry-after')).toBe('3600');
    server.clock.pass(60 * minutes);
    expect((await enter()).status).toBe(200);
  });

  it('is known for ninety days after the last sign-in', async () => {
    await enter();
    server.clock.pass(60 * days);
    await enter();
    server.clock.pass(90 * days - 1);
    await attack(10);
    expect((await enter()).status).toBe(200);
    server.clock.pass(90 * days);
    await attack(10);
    expect(outcome(await enter())).toEqual(waits);
  });

  it('is one of ten: whoever had the password once makes no more known', async () => {
    const devices = Array.from({ length: 11 }, randomId);
    for (const each of devices) {
      expect((await enter({ device: each })).status).toBe(200);
      server.clock.pass(1000);
    }
    await attack(10);
    const [oldest, ...others] = devices;
    expect(outcome(await enter({ device: oldest }))).toEqual(waits);
    for (const each of others) expect((await enter({ device: each })).status).toBe(200);
  });

  it('is kept as a hash alone, which tells neither the device nor its technician', async () => {
    await enter();
    expect(await server.store.devices.byId(device)).toBeNull();
  });
});
