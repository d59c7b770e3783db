import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../../../../common/client/api-error.ts';
import { endSession } from '../../../../common/contract/routes.ts';
import { seldom } from '../../../../extension/panel/idle/inputs.ts';
import { drawn } from '../../../support/panel/drawn.ts';
import { fakeProfile } from '../../../support/panel/fake-outside.ts';
import { refusal } from '../../../support/panel/fake-server.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import {
  active,
  connected,
  ended,
  panelSettings,
  sessionId,
} from '../../../support/panel/views.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

beforeEach(() => void vi.useFakeTimers());
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.useRealTimers();
});

type Profile = ReturnType<typeof fakeProfile>;

/** A panel in a live session that ends after ten minutes without input, unless told. */
async function live({ idleMinutes = 10, profile = fakeProfile(), state = active } = {}) {
  const opened = await openPanel({ profile: profile as Profile });
  const settings = (minutes: number) => panelSettings({ idleMinutes: minutes });
  const open = { id: sessionId, revision: 4, state: 'active' } as const;
  opened.server.on(endSession, () => ended('idle', 'technician'));
  opened.server.tell(open, { settings: settings(idleMinutes) });
  opened.server.links[0]!.become(state());
  closing.push(() => opened.panel.close());
  return {
    ...opened,
    idle: () => opened.panel.account!.current.session!.idle,
    setMinutes: (minutes: number) => opened.server.tell(open, { settings: settings(minutes) }),
  };
}

/** The panel as it is drawn. */
async function draw(panel: Awaited<ReturnType<typeof live>>['panel']) {
  const view = await drawn(panel);
  closing.push(view.close);
  return {
    ...view,
    warning: () => document.querySelector<HTMLElement>('[role=alertdialog]'),
    aloud: () => document.querySelector('[aria-live=assertive]')?.textContent,
  };
}

describe('a live session that nobody attends to', () => {
  test('is ended as idle, and the end says why', async () => {
    const { panel, server } = await live();
    await vi.advanceTimersByTimeAsync(10 * MINUTE - SECOND);
    expect(server.called(endSession)).toEqual([]);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(server.called(endSession)).toEqual([{ because: 'idle' }]);
    expect(panel.screen).toBe('ended');
    await draw(panel);
    expect(document.querySelector('main')?.textContent).toContain('Nothing was done in this panel');
  });

  test('stops its call at once where the server is away, and is ended when it is back', async () => {
    const { panel, server, calls } = await live();
    server.on(endSession, () => {
      throw new ApiError('unreachable', { language: 'en' });
    });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(calls[0]!.closed).toBe(true);
    await draw(panel);
    expect(document.querySelector('main')?.textContent).toContain('The session is being ended');
    // A late hand, or news of the session, does not bring the call back.
    dispatchEvent(new Event('pointermove'));
    server.links[0]!.become(active(undefined, { revision: 9 }));
    expect(calls).toHaveLength(1);
    server.on(endSession, () => ended('idle', 'technician'));
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(panel.screen).toBe('ended');
  });

  test('that ended by itself while the computer slept shows how it ended', async () => {
    const { panel, server } = await live();
    server.on(endSession, () => ended('seat_lost', 'server'));
    vi.setSystemTime(Date.now() + 90 * MINUTE);
    dispatchEvent(new Event('keydown'));
    await settle();
    expect(panel.screen).toBe('ended');
    expect(panel.account?.current.ended?.end?.reason).toBe('seat_lost');
  });

  test('that another desk has taken is not ended from here', async () => {
    const { panel, server, calls } = await live();
    server.on(endSession, () => {
      throw new ApiError('unreachable', { language: 'en' });
    });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    const asked = server.called(endSession).length;
    server.links[0]!.say({ seat: 'elsewhere', link: 'closed' });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(server.called(endSession)).toHaveLength(asked);
    panel.account!.continueHere();
    server.links[0]!.become(active(undefined, { revision: 9 }));
    expect([panel.screen, calls.length, calls[1]!.closed]).toEqual(['active', 2, false]);
  });

  test('that the server refuses to end goes on, and it is said why', async () => {
    const { panel, server, idle, calls } = await live();
    server.on(endSession, () => {
      throw refusal('not_allowed');
    });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(panel.account!.current.session!.problem?.message).toBe(refusal('not_allowed').message);
    expect([idle().ending, calls.length]).toEqual([false, 2]);
  });

  test('is not watched before its start', async () => {
    const { idle, server } = await live({ state: connected });
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(idle().left).toBeNull();
    expect(server.called(endSession)).toEqual([]);
  });

  test('follows the setting as it changes', async () => {
    const { idle, setMinutes } = await live({ idleMinutes: 0 });
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    setMinutes(2);
    expect(idle().left).toBe(60 * SECOND);
    setMinutes(999);
    expect(idle().left).toBeNull();
  });
});

describe('somebody who is there', () => {
  test.each(['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])(
    'is noticed by %s anywhere in the panel',
    async (input) => {
      const { idle } = await live();
      await vi.advanceTimersByTimeAsync(9 * MINUTE + 30 * SECOND);
      expect(idle().left).toBe(30 * SECOND);
      document.body.dispatchEvent(new Event(input, { bubbles: true }));
      expect(idle().left).toBeNull();
    },
  );

  test('is noticed in another document of the same profile', async () => {
    const profile = fakeProfile();
    const first = await live({ profile });
    const second = await openPanel({ profile });
    closing.push(() => second.panel.close());
    expect(second.panel.account?.hasTurn).toBe(false);
    await vi.advanceTimersByTimeAsync(9 * MINUTE + 30 * SECOND);
    // In jsdom both panels stand in one window: only what comes by the channel is looked at.
    const heard = vi.spyOn(first.idle(), 'input');
    const other = profile.openChannel();
    other.postMessage({ type: 'input' });
    await settle();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(first.idle().left).toBeNull();
  });
});

test('another document tells of its inputs once a second at most', () => {
  const tell = vi.fn();
  const told = seldom(tell);
  for (let moved = 0; moved < 50; moved += 1) told();
  expect(tell).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(SECOND);
  told();
  expect(tell).toHaveBeenCalledTimes(2);
});

describe('the warning', () => {
  test('counts down where it is seen, is said once aloud, and takes no keyboard', async () => {
    const { panel } = await live();
    const { warning, aloud } = await draw(panel);
    const before = document.activeElement;
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    flushSync();
    expect(warning()?.textContent).toContain('1:00');
    const said = aloud();
    expect(said).toContain('60 seconds');
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    flushSync();
    expect(warning()?.textContent).toContain('0:40');
    expect(aloud()).toBe(said);
    expect(document.activeElement).toBe(before);
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    flushSync();
    expect(aloud()).toContain('10 seconds');
  });

  test('goes with its button, "I am still here", and so does its keyboard', async () => {
    const { panel, idle } = await live();
    const { warning } = await draw(panel);
    await vi.advanceTimersByTimeAsync(9 * MINUTE + 10 * SECOND);
    flushSync();
    const button = warning()!.querySelector('button')!;
    expect(button.textContent?.trim()).toBe('I am still here');
    button.focus();
    button.click();
    flushSync();
    expect(warning()).toBeNull();
    expect(idle().left).toBeNull();
    expect(document.activeElement?.tagName).toBe('H1');
  });

  test('leaves what is being typed alone', async () => {
    const { panel } = await live();
    const { warning } = await draw(panel);
    panel.account!.own.open('password');
    flushSync();
    await settle();
    const input = document.querySelector<HTMLInputElement>('form [type=password]')!;
    input.focus();
    await vi.advanceTimersByTimeAsync(9 * MINUTE + 10 * SECOND);
    flushSync();
    expect(warning()).not.toBeNull();
    expect(document.activeElement).toBe(input);
  });
});
