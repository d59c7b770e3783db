import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallCause } from '../../../../common/call/causes/cause.ts';
import { levelsOf } from '../../../../common/call/causes/same-room.ts';
import type { CallQuality } from '../../../../common/call/quality.ts';
import { figuresOf } from '../../../../extension/panel/live/cause.ts';
import { UNHEARD_AFTER_MS } from '../../../../extension/panel/live/own-end.svelte.ts';
import { drawn } from '../../../support/panel/drawn.ts';
import { openPanel } from '../../../support/panel/open-panel.ts';
import { RATE, speech } from '../../../support/sound/voices.ts';
import { active, idleCall, sessionId } from '../../../support/panel/views.ts';

const good: CallQuality = {
  roundTripMs: 40,
  lossShare: 0,
  framesPerSecond: 30,
  width: 1280,
  height: 720,
  kbitPerSecond: 2000,
  way: null,
  word: 'good',
};

let close = () => {};
beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true }),
);
afterEach(() => {
  close();
  vi.useRealTimers();
});

/** A panel in a live call, drawn. */
async function live(options: Parameters<typeof openPanel>[0] = {}) {
  const opened = await openPanel({
    call: { ...idleCall, state: 'connected', quality: good },
    ...options,
  });
  opened.server.tell({ id: sessionId, revision: 4, state: 'active' });
  opened.server.links[0]!.become(active());
  const view = await drawn(opened.panel);
  close = view.close;
  const call = opened.calls[0]!;
  let turn = 0;
  return {
    ...opened,
    ...view,
    call,
    reads: () => view.screen().textContent!.replace(/\s+/g, ' '),
    line: () => view.screen().querySelector('.quality')!.textContent!.replace(/\s+/g, ' ').trim(),
    async measures(...causes: CallCause[]) {
      call.say({ causes });
      await view.update();
    },
    async customerSays(...causes: CallCause[]) {
      call.hear({ type: 'causes', turn: (turn += 1), causes });
      await view.update();
    },
    /** What the customer's page was told last. */
    told: () =>
      (call.said as { type: string; causes?: CallCause[] }[])
        .filter(({ type }) => type === 'causes')
        .at(-1)?.causes,
  };
}

test('one cause stands in the line, with what to do behind it and the figures behind that', async () => {
  const panel = await live();
  expect(panel.line()).toBe('Good');
  await panel.measures('processor_slow');
  expect(panel.line()).toBe('Fair: this computer is busy');
  expect(panel.button('What to do').getAttribute('popovertarget')).toBe(
    panel.screen().querySelector('[popover][aria-label="What to do"]')!.id,
  );
  expect(panel.reads()).toContain('Close other programs and tabs.');
  expect(panel.reads()).toContain('40 ms, 0 %, 30 fps, 2000 kbit/s, 1280x720');
  await panel.customerSays('network_slow', 'processor_slow');
  expect(panel.line()).toBe("Fair: the customer's network is slow");
  expect(panel.reads()).not.toContain('this computer is busy');
  await panel.measures();
  await panel.customerSays();
  expect(panel.line()).toBe('Good');
});

test('what is wrong here is told to the customer’s page, once for each change', async () => {
  const panel = await live();
  await panel.measures('udp_blocked');
  await panel.measures('udp_blocked');
  expect(panel.told()).toEqual(['udp_blocked']);
  await panel.measures();
  expect(panel.told()).toEqual([]);
  await panel.measures('network_slow');
  panel.call.meetAnother();
  const said = panel.call.said.filter((one) => (one as { type: string }).type === 'causes');
  expect(said).toHaveLength(4);
  expect(panel.told()).toEqual(['network_slow']);
});

test('an own microphone that gives no sound is named, and opened anew', async () => {
  const panel = await live();
  await panel.measures('microphone_silent');
  expect(panel.reads()).toContain(
    'Your microphone gives no sound: the customer does not hear you.',
  );
  expect(panel.line()).toBe('Good');
  const [dead] = panel.microphone.tracks;
  await panel.press('Use the microphone again');
  const [, opened] = panel.microphone.tracks;
  expect(dead!.readyState).toBe('ended');
  expect(panel.call.sent.at(-1)).toEqual({ audio: opened });
  expect(panel.reads()).not.toContain('gives no sound');
  await panel.measures();
  expect(panel.panel.microphone.state).toBe('on');
});

test('a customer’s microphone that gives no sound is named in the picture', async () => {
  const panel = await live();
  panel.call.hear({
    type: 'camera',
    turn: 1,
    state: { picture: 'live', microphone: 'on', torch: null, zoom: null, lenses: [], lens: null },
  });
  await panel.customerSays('microphone_silent');
  expect(panel.reads()).toContain(
    "The customer's microphone gives no sound. Their page offers to open it anew.",
  );
});

test.each([
  ['not allowed', 'denied'],
  ['not asked for yet', 'prompt'],
] as const)('a microphone that is %s is told to the customer after a moment', async (_, state) => {
  const panel = await live({ microphone: state });
  expect(panel.told()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(UNHEARD_AFTER_MS);
  expect(panel.told()).toEqual(['unheard']);
  panel.microphone.setPermission('granted');
  await panel.update();
  expect(panel.told()).toEqual([]);
});

test('a microphone that is taken away is told to the customer, until it is taken up again', async () => {
  const panel = await live();
  await vi.advanceTimersByTimeAsync(UNHEARD_AFTER_MS);
  expect(panel.told()).toBeUndefined();
  panel.microphone.tracks[0]!.takeAway();
  await vi.advanceTimersByTimeAsync(UNHEARD_AFTER_MS);
  await panel.update();
  expect(panel.told()).toEqual(['unheard']);
  expect(panel.reads()).toContain('Your microphone has stopped.');
  await panel.press('Use the microphone again');
  expect(panel.told()).toEqual([]);
});

test('“Allow this time” that is over asks for the microphone in its tab again', async () => {
  const panel = await live();
  panel.microphone.tracks[0]!.takeAway();
  panel.microphone.setPermission('prompt');
  await panel.update();
  expect(panel.reads()).toContain('Chrome asks in a tab of its own.');
  await panel.press('Set up microphone');
  expect(panel.opened).toContain('microphone');
});

test('two in one room are told before it howls, on both sides, until one is muted', async () => {
  const panel = await live();
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const remote = { picture: null, sound: {} as MediaStream };
  panel.call.hear({
    type: 'camera',
    turn: 1,
    state: { picture: 'live', microphone: 'on', torch: null, zoom: null, lenses: [], lens: null },
  });
  panel.call.say({ remote });
  expect(panel.sound.together).toEqual([]);
  panel.call.say({ near: true });
  const [both] = panel.sound.together;
  expect(both).toMatchObject({ own: panel.microphone.tracks[0], other: remote.sound });

  const voice = levelsOf(speech(4, 1), RATE);
  const later = [...Array<number>(9).fill(0), ...voice];
  for (let step = 0; step + 25 <= voice.length; step += 25)
    both!.hear(voice.slice(step, step + 25), later.slice(step, step + 25), false);
  await panel.update();
  expect(panel.told()).toEqual(['same_room']);
  expect(panel.reads()).toContain('You and the customer seem to be in one room.');

  const mute = [...panel.screen().querySelectorAll('button')].find(
    (one) => one.closest('.over') && one.textContent?.trim() === 'Mute',
  );
  mute!.click();
  await panel.update();
  expect(panel.panel.account!.current.session!.call!.muted).toBe(true);
  expect(panel.told()).toEqual([]);
  expect(panel.sound.together).toEqual([]);
  expect(panel.reads()).not.toContain('one room');
});

test('two who speak by telephone miss no microphone', async () => {
  const panel = await live();
  panel.server.links[0]!.become(active(undefined, { voice: 'phone' }));
  await vi.advanceTimersByTimeAsync(3 * UNHEARD_AFTER_MS);
  expect(panel.told()).toBeUndefined();
});

test('the figures behind the word name the way that the call takes', () => {
  expect(figuresOf({ ...good, way: { relayed: false, over: 'udp' } })).toContain('1280x720, UDP');
  expect(figuresOf({ ...good, way: { relayed: true, over: 'tls' } })).toContain('TURN TLS');
});

test('with the server out of reach the call is said to go on only while the two hear each other', async () => {
  const { server, call, update } = await live();
  const notice = () => document.querySelector('.notice')?.textContent ?? '';
  server.links[0]!.say({ link: 'down' });
  server.technicians[0]!.events.onLink('down');
  await update();
  expect(notice()).toContain('The call goes on.');
  call.say({ silent: true });
  await update();
  expect(notice()).not.toContain('The call goes on.');
  expect(notice()).toContain('Connection to the server lost');
  call.say({ silent: false, state: 'interrupted' });
  await update();
  expect(notice()).not.toContain('The call goes on.');
});
