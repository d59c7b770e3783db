import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SessionState } from '../../../common/contract/session.ts';
import { AWAKE_EVERY_MS, createWatch } from '../../../extension/background/watch.ts';
import { openKeeper } from '../../../extension/storage/keeper.ts';
import type { TechnicianEvents } from '../../../extension/technician/follow-technician.ts';
import { signedIn } from '../../support/panel/fake-outside.ts';
import { fakeStorage } from '../../support/panel/fake-storage.ts';
import { anna, panelSettings, sessionId } from '../../support/panel/views.ts';

afterEach(() => void vi.useRealTimers());

/** A service worker whose technician has an open session and no panel. */
async function worker(kept: Record<string, unknown> = { ...signedIn, session: sessionId }) {
  const keeper = await openKeeper(fakeStorage(kept));
  const sockets: { events: TechnicianEvents; open: boolean }[] = [];
  const said: string[] = [];
  let awake = 0;
  const watch = createWatch({
    keeper,
    follow: (_signIn, events) => {
      const socket = { events, open: true };
      sockets.push(socket);
      return { close: () => (socket.open = false) };
    },
    say: (aloud) => said.push(aloud ? 'aloud' : 'badge'),
    unsay: () => said.push('unsaid'),
    stayAwake: () => (awake += 1),
  });
  const tell = (state: SessionState | null) =>
    sockets.at(-1)!.events.onTold({
      type: 'technician',
      technician: anna,
      settings: panelSettings(),
      openSession: state && { id: sessionId, revision: 1, state },
    });
  return { watch, keeper, sockets, said, tell, awake: () => awake };
}

describe('the service worker, while no panel is open', () => {
  test('says "Customer connected" once with a notification, and puts the badge', async () => {
    const { watch, tell, said } = await worker();
    watch.begin();
    tell('waiting');
    tell('joined');
    said.length = 0;
    tell('connected');
    tell('connected');
    expect(said).toEqual(['aloud', 'badge']);
  });

  test('does not say again what the panel has said', async () => {
    const { watch, tell, said } = await worker({
      ...signedIn,
      session: sessionId,
      told: sessionId,
    });
    watch.begin();
    tell('connected');
    expect(said).toEqual(['badge']);
  });

  test('takes it back when the customer no longer waits, and says it anew for the next one', async () => {
    const { watch, tell, said } = await worker();
    watch.begin();
    tell('connected');
    tell('waiting');
    tell('connected');
    expect(said).toEqual(['aloud', 'unsaid', 'aloud']);
  });

  test.each(['active', null] as const)('stops watching when the session is %s', async (state) => {
    const { watch, tell, sockets, said } = await worker();
    watch.begin();
    tell(state);
    expect(sockets[0]!.open).toBe(false);
    expect(said).toEqual(['unsaid']);
  });

  test('leaves it to the panel as soon as one is open', async () => {
    const { watch, sockets } = await worker();
    watch.begin();
    watch.stop();
    expect(sockets[0]!.open).toBe(false);
  });

  test('watches with one socket, however often it is begun, and again after a stop', async () => {
    const { watch, sockets } = await worker();
    watch.begin();
    watch.begin();
    expect(sockets).toHaveLength(1);
    watch.stop();
    watch.begin();
    expect(sockets).toHaveLength(2);
  });

  test.each([
    ['nobody is signed in', { ...signedIn, signIn: null, session: sessionId }],
    ['no session is open', { ...signedIn, session: null }],
    [
      'the sign-in has run out',
      { ...signedIn, session: sessionId, signIn: { ...signedIn.signIn, expires: 1 } },
    ],
  ])('asks nothing of the server where %s', async (_why, kept) => {
    const { watch, sockets } = await worker(kept);
    watch.begin();
    expect(sockets).toEqual([]);
  });

  test('stops when the sign-in is refused', async () => {
    const { watch, sockets } = await worker();
    watch.begin();
    sockets[0]!.events.onLink('refused', 'not_signed_in');
    expect(sockets[0]!.open).toBe(false);
  });

  test('stays awake while the server is away, and no longer than it watches', async () => {
    vi.useFakeTimers();
    const { watch, awake } = await worker();
    watch.begin();
    await vi.advanceTimersByTimeAsync(3 * AWAKE_EVERY_MS);
    expect(awake()).toBe(3);
    watch.stop();
    await vi.advanceTimersByTimeAsync(3 * AWAKE_EVERY_MS);
    expect(awake()).toBe(3);
  });
});
