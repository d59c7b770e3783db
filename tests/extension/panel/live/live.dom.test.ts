import { describe, expect, test } from 'vitest';
import type { CallQuality } from '../../../../common/call/quality.ts';
import type { CameraState } from '../../../../common/showing/said.ts';
import { causeOf, wordOf } from '../../../../extension/panel/live/cause.ts';
import { missingOf } from '../../../../extension/panel/live/covers.ts';
import { troubleOf } from '../../../../extension/panel/live/trouble.ts';
import { fakeProfile } from '../../../support/panel/fake-outside.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import { active, connected, idleCall, sessionId } from '../../../support/panel/views.ts';

type Options = Parameters<typeof openPanel>[0];

/** A panel whose session is connected: the call is warm. */
async function connectedPanel(options: Options = {}) {
  const opened = await openPanel(options);
  opened.server.tell({ id: sessionId, revision: 3, state: 'connected' });
  opened.server.links[0]!.become(connected());
  const call = opened.calls[0]!;
  const become = async (session: ReturnType<typeof active>) => {
    opened.server.links[0]!.become(session);
    await settle();
  };
  return { ...opened, call, become };
}

describe('the call', () => {
  test('is made when the customer is connected, with whom, and sends nothing before the start', async () => {
    const { call, microphone } = await connectedPanel();
    expect(call.other).toEqual({ peerId: `${sessionId}-c-1`, present: true });
    expect(call.sent).toEqual([]);
    expect(microphone.tracks).toEqual([]);
  });

  test('follows the customer to another page, and hears of one that is closed', async () => {
    const { call, become } = await connectedPanel();
    await become(
      active(undefined, {
        customer: { generation: 2, present: false, peerId: `${sessionId}-c-2`, lostAt: null },
      }),
    );
    expect(call.other).toEqual({ peerId: `${sessionId}-c-2`, present: false });
  });

  test('sends the microphone once active, and stays one call from first to last', async () => {
    const { calls, call, become, microphone } = await connectedPanel();
    await become(active());
    expect(call.sent.at(-1)).toEqual({ audio: microphone.tracks[0] });
    expect(calls).toHaveLength(1);
  });

  test('sends no microphone where the two speak by telephone', async () => {
    const { call, become, microphone } = await connectedPanel();
    await become(active(undefined, { voice: 'phone' }));
    expect(call.sent.at(-1)).toEqual({ audio: null });
    expect(microphone.tracks).toEqual([]);
  });

  test('goes on without a microphone that is refused, and takes it when it is allowed', async () => {
    const { panel, call, become, microphone } = await connectedPanel({ microphone: 'denied' });
    await become(active());
    expect(panel.screen).toBe('active');
    expect(call.sent.at(-1)).toEqual({ audio: null });
    microphone.setPermission('granted');
    await settle();
    expect(call.sent.at(-1)).toEqual({ audio: microphone.tracks[0] });
  });

  test('goes on when the microphone is taken away, says so, and can take it up again', async () => {
    const { panel, call, become, microphone } = await connectedPanel();
    await become(active());
    microphone.tracks[0]!.takeAway();
    expect(panel.microphone.state).toBe('ended');
    expect(call.sent.at(-1)).toEqual({ audio: null });
    expect(call.closed).toBe(false);
    panel.microphone.again();
    await settle();
    expect(panel.microphone.state).toBe('on');
    expect(call.sent.at(-1)).toEqual({ audio: microphone.tracks[1] });
  });
});

describe('muting', () => {
  test('silences the track and nothing else', async () => {
    const { panel, become, microphone, call } = await connectedPanel();
    await become(active());
    const before = call.sent.length;
    panel.account!.current.session!.call!.toggleMute();
    expect(microphone.tracks[0]!.enabled).toBe(false);
    panel.account!.current.session!.call!.toggleMute();
    expect(microphone.tracks[0]!.enabled).toBe(true);
    expect(call.sent).toHaveLength(before);
  });

  test('holds when the panel is opened again: nobody is heard by surprise', async () => {
    const profile = fakeProfile();
    const first = await connectedPanel({ profile });
    await first.become(active());
    first.panel.account!.current.session!.call!.toggleMute();
    first.panel.close();
    const second = await connectedPanel({ profile });
    await second.become(active());
    expect(second.panel.account!.current.session!.call!.muted).toBe(true);
    expect(second.microphone.tracks[0]!.enabled).toBe(false);
  });
});

describe('what is said over the picture', () => {
  const session = active();
  const away = active(undefined, { customer: { ...session.customer!, present: false } });

  test.each([
    [{ state: 'connected' }, session, null],
    [{ state: 'connecting' }, session, 'call_connecting'],
    [{ state: 'idle' }, session, 'call_connecting'],
    [{ state: 'interrupted' }, session, 'call_interrupted'],
    [{ state: 'interrupted' }, away, 'customer_gone_live'],
    [{ state: 'failed', problem: 'media_path' }, session, 'call_media_path'],
    [
      { state: 'failed', problem: 'media_path', relayTrouble: 'unreachable' },
      session,
      'call_relay_unreachable',
    ],
    [
      { state: 'failed', problem: 'media_path', relayTrouble: 'credentials_refused' },
      session,
      'call_relay_refused',
    ],
    [{ state: 'failed', problem: 'media_path', relayTrouble: 'busy' }, session, 'call_relay_busy'],
    [{ state: 'connecting', relayTrouble: 'unreachable' }, session, 'call_connecting'],
    [{ state: 'failed', problem: 'signalling' }, session, 'call_signalling'],
    [{ state: 'failed', problem: 'other_absent' }, session, 'call_other_absent'],
    [{ state: 'failed', problem: 'unsupported' }, session, 'call_unsupported'],
    [{ state: 'failed', problem: null }, session, 'call_interrupted'],
  ] as const)('%o', (call, view, words) => {
    expect(troubleOf({ ...idleCall, ...call }, view)).toBe(words);
  });
});

describe('the cause of a bad connection', () => {
  const poor: CallQuality = {
    roundTripMs: 40,
    lossShare: 0,
    framesPerSecond: 30,
    width: 1280,
    height: 720,
    kbitPerSecond: 2000,
    way: null,
    word: 'poor',
  };

  test.each([
    [{ word: 'good', lossShare: 0.5 }, null],
    [{ framesPerSecond: 0 }, 'cause_no_picture'],
    [{ lossShare: 0.05, roundTripMs: 500 }, 'cause_loss'],
    [{ roundTripMs: 500 }, 'cause_delay'],
    [{ kbitPerSecond: 120 }, 'cause_bandwidth'],
    [{}, null],
  ] as const)('%o: %s', (more, cause) => {
    const none = { own: [], customer: [] };
    expect(causeOf({ ...poor, ...more }, none)?.says ?? null).toBe(cause);
  });

  test.each([
    [['network_slow'], ['network_slow'], 'cause_customer_network_slow'],
    [['network_slow', 'processor_slow'], [], 'cause_own_network_slow'],
    [['processor_slow'], ['processor_slow'], 'cause_own_processor_slow'],
    [[], ['processor_slow', 'udp_blocked'], 'cause_customer_processor_slow'],
    [['udp_blocked'], ['udp_blocked'], 'cause_own_udp_blocked'],
    [[], ['udp_blocked'], 'cause_customer_udp_blocked'],
    [['microphone_silent', 'unheard', 'same_room'], ['microphone_silent'], 'cause_loss'],
  ] as const)('of %j here and %j at the customer, the worst is said', (own, customer, says) => {
    const cause = causeOf({ ...poor, lossShare: 0.05 }, { own, customer });
    expect(cause?.says).toBe(says);
    expect(cause?.mend).toBe(says === 'cause_loss' ? null : says.replace('cause', 'mend'));
  });

  test('a call that takes a detour by TCP is not called good, and a poor one stays poor', () => {
    const detour = { says: 'cause_own_udp_blocked', mend: 'mend_own_udp_blocked' } as const;
    expect(wordOf({ ...poor, word: 'good' }, detour)).toBe('fair');
    expect(wordOf(poor, detour)).toBe('poor');
    expect(wordOf({ ...poor, word: 'good' }, null)).toBe('good');
  });
});

describe('what is not back after a break', () => {
  const call = (missing: 'picture' | 'sound' | 'both') => ({ ...idleCall, missing });
  const camera: CameraState = {
    picture: 'live',
    microphone: 'on',
    torch: null,
    zoom: null,
    lenses: [],
    lens: null,
  };

  test.each(['picture', 'sound', 'both'] as const)('is named: %s', (missing) => {
    expect(missingOf(call(missing), camera)).toBe(`missing_${missing}`);
    expect(missingOf(call(missing), null)).toBe(`missing_${missing}`);
  });

  test('is no news where the customer has paused or muted it', () => {
    expect(missingOf(call('picture'), { ...camera, picture: 'paused' })).toBeNull();
    expect(missingOf(call('sound'), { ...camera, microphone: 'muted' })).toBeNull();
    expect(missingOf({ ...idleCall, missing: null }, camera)).toBeNull();
  });
});
