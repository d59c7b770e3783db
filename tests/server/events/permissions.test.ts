import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { allPermissions } from '../../../common/contract/permissions.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import type { Store } from '../../../server/store/store.ts';
import { testClock } from '../../support/clock.ts';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { endSockets, technicianSocket, type Heard } from '../../support/sockets.ts';

const clock = testClock();

/** The queries of the store that open panels cost, as they are asked. */
function counting(store: Store) {
  const asked: string[] = [];
  const counted = <Group extends object>(group: Group, name: string): Group =>
    new Proxy(group, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          asked.push(`${name}.${String(key)}`);
          return (value as (...all: unknown[]) => unknown).apply(target, given);
        };
      },
    });
  const { technicians, groups, credentials, settings } = store;
  return {
    asked,
    store: {
      ...store,
      technicians: counted(technicians, 'technicians'),
      groups: counted(groups, 'groups'),
      credentials: counted(credentials, 'credentials'),
      settings: counted(settings, 'settings'),
    },
  };
}

describe('what a technician may do', () => {
  let store: Store;
  let server: TestServer;
  let asked: string[];
  beforeAll(async () => {
    store = await openEmbedded({ inMemory: true }, clock);
    // What another server does is in the store, and nowhere else.
    const { store: over, asked: log } = counting(store);
    asked = log;
    server = await testServer({ store: over, clock });
  });
  afterEach(endSockets);
  afterAll(async () => {
    await server.stop();
    await store.close();
  });

  async function inGroup() {
    const _id = randomId();
    const group = {
      _id,
      schema: SCHEMA_VERSION,
      revision: 0,
      name: _id,
      permissions: { ...allPermissions, sms: false },
    };
    await store.groups.insert(group);
    return { groupId: _id, ...(await server.technician({ groupId: _id })) };
  }

  const may = (expected: Record<string, boolean>) => (message: Heard) =>
    Object.entries(expected).every(([name, value]) => message.technician?.may[name] === value);

  it('is told at once, and again within two seconds when the group changes', async () => {
    const { groupId, token } = await inGroup();
    const panel = await technicianSocket(server, token);
    const first = await panel.hear(may({ sms: false, link: true }));
    expect(first.settings.inviting.link).toEqual({ ready: true, reason: null });
    const changedAt = performance.now();
    await store.groups.change(groupId, 0, { permissions: { ...allPermissions, link: false } });
    const second = await panel.hear(may({ sms: true, link: false }));
    expect(panel.heardAt.at(-1)! - changedAt).toBeLessThan(2000);
    expect(second.settings.inviting.link).toEqual({ ready: false, reason: 'not_permitted' });
  });

  it('is told at once by the server on which an administrator changes it', async () => {
    // Without a timer, this one never looks for what other servers have changed.
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const there = await testServer({ store, clock }).finally(() => vi.useRealTimers());
    try {
      const { groupId, technician, token } = await inGroup();
      const anna = await there.technician({ role: 'administrator' });
      const change = (path: string, body: Record<string, unknown>) =>
        there.request('PATCH', path, { token: anna.token, body: { ...body, revision: 0 } });
      const panel = await technicianSocket(there, token);
      await panel.hear(may({ sms: false }));
      await change(`/api/groups/${groupId}`, { permissions: allPermissions });
      await panel.hear(may({ sms: true }));
      await change(`/api/technicians/${technician._id}`, { name: 'Bea' });
      await panel.hear(({ technician: told }) => told.name === 'Bea');
      await change('/api/settings', { companyName: 'Acme' });
      await panel.hear(({ settings }) => settings.companyName === 'Acme');
    } finally {
      await there.stop();
    }
  });

  it('is told when a technician gets into another group, or another role or name', async () => {
    const { technician, token } = await inGroup();
    const panel = await technicianSocket(server, token);
    await panel.hear(may({ sms: false }));
    await store.technicians.change(technician._id, 0, { groupId: null });
    await panel.hear(may({ sms: true }));
    await store.technicians.change(technician._id, 1, { role: 'administrator', name: 'Bea' });
    await panel.hear(
      ({ technician: told }) => told.role === 'administrator' && told.name === 'Bea',
    );
    expect(panel.heard).toHaveLength(3);
  });

  it('is nothing any more when the group is gone', async () => {
    const { groupId, token } = await inGroup();
    const panel = await technicianSocket(server, token);
    await panel.hear(may({ sms: false }));
    await store.groups.remove(groupId, 0);
    await panel.hear(may({ startSessions: false, link: false, qr: false }));
  });

  it('comes with whether signing in asks for a code', async () => {
    const { technician, token } = await server.technician();
    const panel = await technicianSocket(server, token);
    await panel.hear(({ technician: told }) => !told.secondFactor);
    await store.credentials.put({
      _id: '',
      schema: SCHEMA_VERSION,
      technicianId: technician._id,
      kind: 'second_factor',
      revision: 0,
      key: 'A'.repeat(32),
      confirmedAt: clock.now(),
      usedStep: 0,
      recoveryHashes: [],
    });
    await panel.hear(({ technician: told }) => told.secondFactor);
  });

  it('costs as much to look after for ten panels as for one', async () => {
    const panels = [];
    for (let count = 0; count < 10; count += 1) {
      const panel = await technicianSocket(server, (await inGroup()).token);
      await panel.hear(may({ sms: false }));
      panels.push(panel);
    }
    const looks = () => asked.filter((name) => name === 'credentials.secondFactors').length;
    const before = looks();
    await expect.poll(looks, { timeout: 4000 }).toBeGreaterThan(before);
    asked.length = 0;
    await expect.poll(looks, { timeout: 5000 }).toBeGreaterThan(2);
    const count = (name: string) => asked.filter((each) => each === name).length;
    expect([...new Set(asked)].sort()).toEqual([
      'credentials.secondFactors',
      'groups.byIds',
      'settings.read',
      'technicians.byIds',
    ]);
    // Technicians twice: what they may, and whether they are still signed in.
    expect(count('technicians.byIds')).toBeLessThanOrEqual(2 * looks() + 2);
    for (const name of ['groups.byIds', 'settings.read'])
      expect(Math.abs(count(name) - looks()), name).toBeLessThanOrEqual(1);
    expect(panels.map(({ heard }) => heard.length)).toEqual(panels.map(() => 1));
  });
});
