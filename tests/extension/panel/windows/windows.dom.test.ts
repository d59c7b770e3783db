import { describe, expect, test } from 'vitest';
import { openSession } from '../../../../common/contract/routes.ts';
import { fakeProfile } from '../../../support/panel/fake-outside.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import { active, connected, sessionId, waiting } from '../../../support/panel/views.ts';

/** Two windows of one browser profile; the first has a live session. */
async function twoWindows() {
  const profile = fakeProfile();
  const first = await openPanel({ profile });
  first.server.tell({ id: sessionId, revision: 4, state: 'active' });
  first.server.links[0]!.become(active());
  const second = await openPanel({ profile });
  return { profile, first, second };
}

describe('a second window', () => {
  test('shows where the call is, and makes no call and no connection of its own', async () => {
    const { first, second } = await twoWindows();
    expect([first.panel.screen, second.panel.screen]).toEqual(['active', 'elsewhere']);
    expect(second.panel.account?.news?.session?.state).toBe('active');
    expect(second.calls).toEqual([]);
    expect(second.server.technicians).toEqual([]);
    expect(second.server.links).toEqual([]);
  });

  test('follows what becomes of the session', async () => {
    const { first, second } = await twoWindows();
    first.server.links[0]!.become(connected());
    await settle();
    expect(second.panel.account?.news?.session?.state).toBe('connected');
  });

  test('takes the call over by "Continue here": the first window closes its own', async () => {
    const { first, second } = await twoWindows();
    second.panel.account!.continueHere();
    await settle();
    second.server.tell({ id: sessionId, revision: 4, state: 'active' });
    second.server.links[0]!.become(active());
    await settle();
    expect([first.panel.screen, second.panel.screen]).toEqual(['elsewhere', 'active']);
    expect(first.calls[0]!.closed).toBe(true);
    expect(first.server.technicians[0]!.closed).toBe(true);
    expect(first.microphone.tracks.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });

  test('can be gone back to as often as one likes', async () => {
    const { first, second } = await twoWindows();
    for (const [here, there] of [
      [second, first],
      [first, second],
      [second, first],
    ] as const) {
      here.panel.account!.continueHere();
      await settle();
      here.server.tell({ id: sessionId, revision: 4, state: 'active' });
      here.server.links.at(-1)!.become(active());
      await settle();
      expect([here.panel.screen, there.panel.screen]).toEqual(['active', 'elsewhere']);
    }
  });

  test('comes back to the session by itself when the first is closed', async () => {
    const { first, second } = await twoWindows();
    first.panel.close();
    await settle();
    second.server.tell({ id: sessionId, revision: 4, state: 'active' });
    second.server.links[0]!.become(active());
    expect(second.panel.screen).toBe('active');
  });

  test('is at home while no session is open, and may start one', async () => {
    const profile = fakeProfile();
    const first = await openPanel({ profile });
    first.server.tell(null);
    const second = await openPanel({ profile });
    expect(second.panel.screen).toBe('home');
    second.server.on(openSession, () => waiting());
    await second.panel.account!.startNew();
    await settle();
    expect([first.panel.screen, second.panel.screen]).toEqual(['elsewhere', 'waiting']);
  });
});

describe('another desk', () => {
  test('that has the session is said so; "Continue here" takes the seat', async () => {
    const { panel, server } = await openPanel();
    server.tell({ id: sessionId, revision: 3, state: 'connected' });
    const theirs = connected(undefined, { own: { ...connected().own, device: 'e'.repeat(32) } });
    server.links[0]!.say({ session: theirs, seat: 'elsewhere', link: 'closed' });
    expect(panel.screen).toBe('elsewhere');
    panel.account!.continueHere();
    expect(server.links[0]!.taken).toBe(1);
    server.links[0]!.become(connected());
    expect(panel.screen).toBe('connected');
  });

  test('that takes the session away closes the call here', async () => {
    const { panel, server, calls } = await openPanel();
    server.tell({ id: sessionId, revision: 4, state: 'active' });
    server.links[0]!.become(active());
    server.links[0]!.say({ seat: 'elsewhere', link: 'closed' });
    expect(panel.screen).toBe('elsewhere');
    expect(calls[0]!.closed).toBe(true);
  });

  test('whose session changes is followed', async () => {
    const { panel, server } = await openPanel();
    server.tell({ id: sessionId, revision: 3, state: 'connected' });
    server.links[0]!.say({ session: connected(), seat: 'elsewhere', link: 'closed' });
    server.tell({ id: sessionId, revision: 4, state: 'active' });
    expect(panel.account?.current.open?.state).toBe('active');
    expect(server.links).toHaveLength(1);
  });
});
