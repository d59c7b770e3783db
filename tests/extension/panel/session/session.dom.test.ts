import { describe, expect, test, vi } from 'vitest';
import {
  endSession,
  getSession,
  myOpenSession,
  newPin,
  openSession,
  startSession,
} from '../../../../common/contract/routes.ts';
import { fakeProfile, signedIn } from '../../../support/panel/fake-outside.ts';
import { refusal } from '../../../support/panel/fake-server.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import {
  active,
  connected,
  device,
  ended,
  joined,
  sessionId,
  waiting,
} from '../../../support/panel/views.ts';

type Opened = Awaited<ReturnType<typeof openPanel>>;

/** A panel that has opened a session: it waits for the customer. */
async function withSession(): Promise<Opened> {
  const opened = await openPanel();
  opened.server.on(openSession, () => waiting());
  opened.server.tell(null);
  await opened.panel.account!.startNew();
  return opened;
}

describe('a new session', () => {
  test('is opened at once for this desk, and shows its PIN', async () => {
    const { panel, server } = await withSession();
    expect(server.called(openSession)).toEqual([{ device }]);
    expect(panel.screen).toBe('waiting');
    expect(panel.account?.current.session?.session.pin).toBe('482913');
    expect(server.links[0]!.options.seat).toEqual({ hold: waiting() });
  });

  test('goes through its states as the server says them', async () => {
    const { panel, server } = await withSession();
    const screens = [joined(), connected(), active(), ended('left', 'customer')].map((session) => {
      server.links[0]!.become(session);
      return panel.screen;
    });
    expect(screens).toEqual(['joined', 'connected', 'active', 'ended']);
    expect(panel.account?.current.ended?.end).toEqual({ by: 'customer', reason: 'left' });
  });

  test('cannot be opened beside an open one: that one is shown, and why', async () => {
    const { panel, server } = await openPanel();
    server.on(openSession, () => {
      throw refusal('session_already_open');
    });
    server.on(myOpenSession, () => ({ session: waiting() }));
    server.tell(null);
    await panel.account!.startNew();
    server.links[0]!.become(waiting());
    expect(panel.screen).toBe('waiting');
  });

  test('whose answer was lost on the way is found all the same', async () => {
    const { panel, server } = await openPanel();
    server.on(openSession, () => {
      throw refusal('internal');
    });
    server.on(myOpenSession, () => ({ session: waiting() }));
    server.tell(null);
    await panel.account!.startNew();
    expect(server.links[0]!.options.seat).toBe('take_if_own');
  });

  test('that does not come about is said on the home screen', async () => {
    const { panel, server } = await openPanel();
    server.on(openSession, () => {
      throw refusal('store_unavailable');
    });
    server.on(myOpenSession, () => ({ session: null }));
    server.tell(null);
    await panel.account!.startNew();
    expect(panel.screen).toBe('home');
    expect(panel.account?.current.problem?.message).toContain('cannot reach its data');
  });
});

describe('a panel that is opened again', () => {
  const kept = fakeProfile({ ...signedIn, session: sessionId });

  test.each(['waiting', 'joined', 'connected', 'active'] as const)(
    'comes back to the %s session by itself',
    async (state) => {
      const { panel, server } = await openPanel();
      expect(panel.screen).toBe('opening');
      server.tell({ id: sessionId, revision: 1, state });
      expect(server.links[0]!.options).toMatchObject({ id: sessionId, seat: 'take_if_own' });
      server.links[0]!.become({ waiting, joined, connected, active }[state]());
      expect(panel.screen).toBe(state);
    },
  );

  test('says how the session ended meanwhile', async () => {
    const { panel, server } = await openPanel({ profile: kept }, ({ server: one }) =>
      one.on(getSession, () => ended('declined', 'customer')),
    );
    server.tell(null);
    await settle();
    expect(panel.screen).toBe('ended');
    expect(panel.account?.current.ended?.end?.reason).toBe('declined');
  });

  test('is at home where the session is no longer known', async () => {
    const profile = fakeProfile({ ...signedIn, session: sessionId });
    const { panel, server, outside } = await openPanel({ profile }, ({ server: one }) =>
      one.on(getSession, () => {
        throw refusal('session_not_found');
      }),
    );
    server.tell(null);
    await settle();
    expect(panel.screen).toBe('home');
    expect(outside.keeper.now().session).toBeNull();
  });

  test('says that the server does not answer, until it does', async () => {
    const { panel, server } = await openPanel();
    server.technicians[0]!.events.onLink('down');
    expect([panel.screen, panel.account?.link]).toEqual(['opening', 'down']);
    server.tell(null);
    expect([panel.screen, panel.account?.link]).toEqual(['home', 'open']);
  });
});

describe('commands', () => {
  test('Start asks for the microphone and sends it as soon as the session is active', async () => {
    const { panel, server, calls, microphone } = await withSession();
    server.links[0]!.become(connected());
    server.on(startSession, () => active());
    await panel.account!.current.session!.start();
    await settle();
    expect(panel.screen).toBe('active');
    expect(calls[0]!.sent.at(-1)).toEqual({ audio: microphone.tracks[0] });
  });

  test('a start that is refused is said, and the microphone is let go', async () => {
    const { panel, server, microphone } = await withSession();
    server.links[0]!.become(connected());
    server.on(startSession, () => {
      throw refusal('session_not_ready');
    });
    await panel.account!.current.session!.start();
    await settle();
    expect(panel.account!.current.session!.problem?.message).toContain('not ready');
    expect(microphone.tracks.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });

  test('a second click while the first is under way does nothing', async () => {
    const { panel, server } = await withSession();
    let answer = (_session: unknown) => {};
    server.on(newPin, () => new Promise((resolve) => (answer = resolve)));
    const first = panel.account!.current.session!.newPin();
    void panel.account!.current.session!.newPin();
    answer(waiting(undefined, { pin: '000111' }));
    await first;
    expect(server.called(newPin)).toHaveLength(1);
    expect(panel.account!.current.session!.session.pin).toBe('000111');
  });

  test('a new PIN while connected brings the session back to waiting, and closes the call', async () => {
    const { panel, server, calls } = await withSession();
    server.links[0]!.become(connected());
    server.on(newPin, () => waiting(undefined, { revision: 4, pin: '000111' }));
    await panel.account!.current.session!.newPin();
    expect(panel.screen).toBe('waiting');
    expect(calls[0]!.closed).toBe(true);
  });

  test('End shows the end, and lets everything go', async () => {
    const { panel, server, calls, microphone, ports } = await withSession();
    server.links[0]!.become(active());
    await settle();
    server.on(endSession, () => ended('ended', 'technician'));
    await panel.account!.current.session!.end();
    expect(panel.screen).toBe('ended');
    expect(calls[0]!.closed).toBe(true);
    expect(server.links[0]!.closed).toBe(true);
    expect(microphone.tracks[0]!.readyState).toBe('ended');
    expect(ports.held).toBe(0);
  });

  test('a command that finds the session ended shows the end, not an error', async () => {
    const { panel, server } = await withSession();
    server.on(newPin, () => {
      server.links[0]!.become(ended('waited_too_long', 'server'));
      throw refusal('session_ended');
    });
    await panel.account!.current.session!.newPin();
    expect(panel.screen).toBe('ended');
  });
});

describe('the link to the server', () => {
  test('is down where the session’s socket is, and the call goes on', async () => {
    const { panel, server, calls } = await withSession();
    server.tell({ id: sessionId, revision: 4, state: 'active' });
    server.links[0]!.become(active());
    expect(panel.account!.link).toBe('open');
    server.links[0]!.say({ link: 'down' });
    expect(panel.account!.link).toBe('down');
    expect(calls[0]!.closed).toBe(false);
  });
});

describe('"Customer connected" outside the panel', () => {
  const seen = (visibility: 'visible' | 'hidden') => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
    document.dispatchEvent(new Event('visibilitychange'));
  };

  test('is said once with a notification where the panel is not seen, and unsaid when it is', async () => {
    const { server, said } = await withSession();
    seen('hidden');
    server.links[0]!.become(joined());
    said.length = 0;
    server.links[0]!.become(connected());
    server.links[0]!.become(connected(undefined, { revision: 9 }));
    expect(said).toEqual(['aloud']);
    seen('visible');
    seen('hidden');
    expect(said).toEqual(['aloud', 'unsaid', 'badge']);
    seen('visible');
  });

  test('is not said where the panel is seen', async () => {
    const { server, said } = await withSession();
    seen('visible');
    server.links[0]!.become(connected());
    expect(said).not.toContain('aloud');
    expect(said).not.toContain('badge');
  });
});
