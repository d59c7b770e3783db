import { Blob as NodeBlob } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CameraState, LensKind } from '../../../../common/showing/said.ts';
import { LISTEN_EVERY_MS } from '../../../../extension/panel/live/customer-sound.svelte.ts';
import { setVoice } from '../../../../common/contract/routes.ts';
import { plainJpeg } from '../../../support/plain-jpeg.ts';
import { drawn } from '../../../support/panel/drawn.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import {
  active,
  connected,
  ended,
  idleCall,
  sessionId,
  waiting,
} from '../../../support/panel/views.ts';

const camera: CameraState = {
  picture: 'live',
  microphone: 'on',
  torch: null,
  zoom: null,
  lenses: [{ id: 0, kind: 'rear' }],
  lens: 0,
};
const everything: CameraState = {
  ...camera,
  torch: false,
  zoom: { min: 1, max: 4, step: 0.1, now: 1 },
  lenses: [
    { id: 0, kind: 'rear' },
    { id: 3, kind: 'front' },
  ],
};
const SIZE = { width: 40, height: 30 };
const photo = (bytes = 100) => new Blob([plainJpeg(SIZE, bytes)], { type: 'image/jpeg' });
const named = active(undefined, {
  details: { name: 'Marie', phone: '', email: '', ticketId: 'T-1', custom: {} },
});

// jsdom's own cannot be read by the platform's digest.
beforeEach(() => void vi.stubGlobal('Blob', NodeBlob));

let closing: (() => void)[] = [];
afterEach(() => {
  closing.forEach((close) => close());
  closing = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A panel in a live call, drawn, and what the customer's page says in it. */
async function live(session = named) {
  const opened = await openPanel({ call: { ...idleCall, state: 'connected' } });
  opened.server.tell({ id: sessionId, revision: 4, state: 'active' });
  const link = opened.server.links[0]!;
  link.become(session);
  const view = await drawn(opened.panel);
  closing.push(view.close);
  const call = opened.calls[0]!;
  let turn = 0;
  const liveCall = opened.panel.account!.current.session!.call!;
  return {
    ...opened,
    ...view,
    link,
    call,
    liveCall,
    has: (name: string) => {
      try {
        return view.button(name) instanceof HTMLButtonElement;
      } catch {
        return false;
      }
    },
    reads: () => view.screen().textContent!.replace(/\s+/g, ' '),
    stage: () => view.screen().querySelector<HTMLElement>('[role="application"], .stage')!,
    async becomes(state: CameraState) {
      call.hear({ type: 'camera', turn: (turn += 1), state });
      await view.update();
    },
    /** The phone has taken the still of that number, and all of it is here. */
    async sendsStill(still: number, blob = photo()) {
      await call.hearStill(still, blob, SIZE);
      await vi.waitFor(() => {
        const { stills } = liveCall.showing.view();
        if (!stills.some(({ id }) => id === still)) throw new Error('The still is not there.');
      });
      await view.update();
    },
    /** After "Back to live", until a second click is no longer taken for a part of the first one. */
    canTake: () =>
      vi.waitFor(async () => {
        await view.update();
        if (view.button('Photo').disabled) throw new Error('Nothing can be taken yet.');
      }),
    said: (type: string) =>
      call.said.filter((said) => (said as { type?: string }).type === type) as object[],
  };
}

test('a camera that cannot be is not taken in, and what it says next is', async () => {
  const panel = await live();
  const state = (lenses: CameraState['lenses'], more: Partial<CameraState> = {}): CameraState => ({
    ...camera,
    lenses,
    ...more,
  });
  const twice = ['rear', 'front', 'tele'].map((kind) => ({ id: 0, kind: kind as LensKind }));
  await panel.becomes(state(twice));
  expect(panel.liveCall.showing.view().camera).toBeNull();
  await panel.becomes(state([{ id: 0, kind: 'rear' }]));
  await panel.becomes(state(twice));
  const zoom = { min: 1, max: 4, step: 0.1, now: 1000 };
  await panel.becomes(state([{ id: 0, kind: 'rear' }], { picture: 'paused', zoom }));
  expect(panel.reads()).toContain('Paused by the customer');
  expect(panel.liveCall.showing.view().camera).toMatchObject({ zoom: { now: 4 } });
});

describe('Freeze', () => {
  test('asks the phone for a frame, shows it to both, and Back to live ends that', async () => {
    const panel = await live();
    await panel.press('Freeze');
    expect(panel.said('take')).toEqual([{ type: 'take', still: 1, how: 'frame' }]);
    expect(panel.button('Freezing…').disabled).toBe(true);

    await panel.sendsStill(1);
    expect(panel.said('show').at(-1)).toMatchObject({ still: 1 });
    expect(panel.reads()).toContain('You and the customer see the frozen picture.');
    expect(panel.has('Freeze')).toBe(false);

    await panel.press('Back to live');
    expect(panel.said('show').at(-1)).toMatchObject({ still: null });
    // The second click of a double click takes no picture.
    expect(panel.button('Freeze').disabled).toBe(true);
    await panel.canTake();
    expect(panel.button('Freeze').disabled).toBe(false);
  });

  test('is the F of the keyboard, and only on the picture', async () => {
    const panel = await live();
    const press = (at: Element) =>
      at.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', bubbles: true, cancelable: true }));
    press(document.body);
    press(panel.button('Photo'));
    expect(panel.said('take')).toEqual([]);
    press(panel.screen().querySelector('.stage')!);
    expect(panel.said('take')).toHaveLength(1);
  });
});

test.each([
  ['p', 'Point'],
  ['d', 'Pen'],
  ['a', 'Arrow'],
  ['n', 'Number'],
])('the key %s on the picture takes up %s, and puts it away again', async (key, tool) => {
  const panel = await live();
  const press = async () => {
    const stage = panel.screen().querySelector('.stage')!;
    stage.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await panel.update();
  };
  await press();
  expect(panel.button(tool).ariaPressed).toBe('true');
  await press();
  expect(panel.button(tool).ariaPressed).toBe('false');
});

describe('a photo', () => {
  test('shows how much of it is here, and is cancelled', async () => {
    const panel = await live();
    await panel.press('Photo');
    expect(panel.reads()).toContain('The phone takes a photo');
    panel.call.hear({
      type: 'still',
      still: 1,
      mime: 'image/jpeg',
      bytes: 16_000,
      ...SIZE,
      digest: '0'.repeat(64),
    });
    await vi.waitFor(() => expect(panel.reads()).toContain('Photo: 0 %'));
    await panel.press('Cancel');
    expect(panel.said('cancel')).toEqual([{ type: 'cancel', still: 1 }]);
    expect(panel.button('Photo').disabled).toBe(false);
  });

  test.each([
    ['paused', 'No picture was taken: the customer has paused the camera.'],
    ['taken', "No picture was taken: another app or a phone call has the customer's camera."],
    ['failed', 'The phone could not take the picture.'],
  ] as const)('that is not there because of %s says so, and is tried again', async (why, words) => {
    const panel = await live();
    await panel.press('Photo');
    panel.call.hear({ type: 'not_taken', still: 1, because: why });
    await panel.update();
    expect(panel.reads()).toContain(words);
    await panel.press('Try again');
    expect(panel.said('take').at(-1)).toEqual({ type: 'take', still: 2, how: 'photo' });
    expect(panel.reads()).not.toContain(words);
  });

  test('that is too large is not asked for again, and what was read can be closed', async () => {
    const panel = await live();
    await panel.press('Photo');
    panel.call.hear({ type: 'not_taken', still: 1, because: 'too_large' });
    await panel.update();
    expect(panel.has('Try again')).toBe(false);
    await panel.press('Close');
    expect(panel.reads()).not.toContain('too large');
  });
});

describe('the pictures of a session', () => {
  test('are saved byte for byte, named after ticket and time, or with what is drawn on them', async () => {
    const panel = await live();
    await panel.press('Photo');
    await panel.sendsStill(1);
    await panel.press('Save');
    expect(panel.saved[0]!.name).toMatch(/^T-1-\d{4}-\d\d-\d\d-\d{6}\.jpg$/);
    expect(await panel.saved[0]!.blob.bytes()).toEqual(await photo().bytes());
    expect(panel.has('Saved')).toBe(true);

    panel.liveCall.showing.pen.number(1, [5000, 5000]);
    await panel.update();
    await panel.press('Save');
    expect(await panel.saved[1]!.blob.text()).toBe('1: 1');
    expect(panel.saved[1]!.blob.type).toBe('image/jpeg');
  });

  test('are counted, and shown again to both', async () => {
    const panel = await live();
    expect(panel.button('Pictures of this session: 0').disabled).toBe(true);
    await panel.press('Photo');
    await panel.sendsStill(1);
    await panel.press('Back to live');
    panel.liveCall.showing.show(1);
    await panel.update();
    expect(panel.button('Pictures of this session: 1').disabled).toBe(false);
    expect(panel.said('show').at(-1)).toMatchObject({ still: 1 });
  });

  test('are the technician’s alone where the customer’s page was opened anew, and it says so', async () => {
    const panel = await live();
    await panel.press('Photo');
    await panel.sendsStill(1);
    panel.call.meetAnother();
    panel.liveCall.showing.show(1);
    await panel.update();
    expect(panel.reads()).toContain("Only you see this picture: the customer's page was reloaded.");
  });

  test('are still there when the session has ended, those that were not saved', async () => {
    const panel = await live();
    await panel.press('Photo');
    await panel.sendsStill(1);
    await panel.press('Save');
    await panel.press('Back to live');
    await panel.canTake();
    await panel.press('Photo');
    await panel.sendsStill(2, photo(200));
    panel.link.become(ended('left', 'customer', { details: named.details }));
    await panel.update();
    const saves = [...panel.screen().querySelectorAll('button')].filter((one) =>
      one.ariaLabel?.startsWith('Save:'),
    );
    expect(saves).toHaveLength(1);
    saves[0]!.click();
    await panel.update();
    expect(await panel.saved.at(-1)!.blob.bytes()).toEqual(await photo(200).bytes());
    expect(panel.saved.at(-1)!.name).toMatch(/^T-1-/);
    expect(panel.reads()).toContain('Saved');
  });
});

describe('the customer’s camera', () => {
  test.each([
    ['paused', 'Paused by the customer'],
    ['taken', 'Another app or a phone call'],
    ['off', "The customer's camera is off"],
    ['switching', 'Changing the camera…'],
  ] as const)(
    'that is %s is never a frozen frame, and the tools say why',
    async (picture, words) => {
      const panel = await live();
      await panel.becomes({ ...everything, picture });
      expect(panel.reads()).toContain(words);
      const video = panel.screen().querySelector('video')!;
      expect(video.closest('.hidden')).not.toBeNull();
      expect(panel.button('Pen').disabled).toBe(true);
      for (const tool of ['Freeze', 'Photo', 'Torch', 'Zoom']) {
        expect(panel.button(tool).disabled, tool).toBe(true);
        expect(panel.described(panel.button(tool)), tool).toContain(words);
      }

      expect(panel.reads()).toContain('No picture is sent');

      await panel.becomes(everything);
      expect(video.closest('.hidden')).toBeNull();
      expect(panel.reads()).not.toContain('No picture is sent');
      expect(panel.button('Pen').disabled).toBe(false);
    },
  );

  test('hides what the phone cannot do, until the phone says otherwise', async () => {
    const panel = await live();
    for (const state of [null, camera]) {
      if (state) await panel.becomes(state);
      for (const tool of ['Torch', 'Zoom', 'Camera: change to Front'])
        expect(panel.has(tool), tool).toBe(false);
    }
    await panel.becomes(everything);
    for (const tool of ['Torch', 'Zoom', 'Camera: change to Front'])
      expect(panel.has(tool), tool).toBe(true);
  });

  test('is wished: light, zoom, another lens; what it refuses is said', async () => {
    const panel = await live();
    await panel.becomes(everything);
    await panel.press('Torch');
    await panel.press('Camera: change to Front');
    await panel.press('Zoom in');
    expect(panel.said('camera').map((said) => (said as { wish: object }).wish)).toEqual([
      { what: 'torch', on: true },
      { what: 'lens', to: 3 },
      { what: 'zoom', to: 1.25 },
    ]);
    panel.call.hear({ type: 'camera_refused', what: 'torch' });
    await panel.update();
    expect(panel.reads()).toContain('The phone could not switch its light.');
    await panel.press('Torch');
    expect(panel.reads()).not.toContain('The phone could not switch its light.');
  });

  test('is told nothing while a still is looked at, and the tools say why', async () => {
    const panel = await live();
    await panel.becomes(everything);
    await panel.press('Freeze');
    await panel.sendsStill(1);
    const tools = ['Torch', 'Zoom', 'Camera: change to Front'];
    for (const tool of tools) {
      expect(panel.button(tool).disabled, tool).toBe(true);
      expect(panel.described(panel.button(tool)), tool).toContain('Go back to live first.');
      expect(panel.button(tool).title, tool).toBe(
        `${tool}: not while a still is shown. Go back to live first.`,
      );
    }
    await panel.press('Back to live');
    for (const tool of tools) expect(panel.button(tool).disabled, tool).toBe(false);
  });

  test('of many lenses offers each by its name, those of one kind by number', async () => {
    const panel = await live();
    await panel.becomes({
      ...everything,
      lenses: [
        { id: 0, kind: 'rear' },
        { id: 1, kind: 'other' },
        { id: 2, kind: 'other' },
      ],
    });
    await panel.press('Camera 2');
    expect(panel.said('camera')).toMatchObject([{ wish: { what: 'lens', to: 2 } }]);
  });
});

describe('while the call does not run', () => {
  test('nothing is drawn or taken, the reason is said, and the tool in the hand is taken up again', async () => {
    const panel = await live();
    await panel.press('Pen');
    panel.call.say({ state: 'interrupted' });
    await panel.update();
    expect(panel.button('Pen').disabled).toBe(true);
    expect(panel.described(panel.button('Freeze'))).toContain('Picture interrupted');
    panel.call.say({ state: 'connected' });
    await panel.update();
    expect(panel.button('Pen').ariaPressed).toBe('true');
  });
});

describe('who is not heard', () => {
  test('is told by the customer’s page, and guessed only where that has said nothing', async () => {
    const panel = await live();
    panel.liveCall.customerSound!.silent = true;
    await panel.update();
    expect(panel.reads()).toContain('No sound comes from the customer');
    await panel.becomes({ ...camera, microphone: 'none' });
    expect(panel.reads()).toContain("The customer's microphone is off.");
    await panel.becomes({ ...camera, microphone: 'muted' });
    expect(panel.reads()).toContain('The customer is muted.');
    await panel.becomes(camera);
    expect(panel.reads()).not.toContain('No sound comes');
  });
});

describe('how the two speak', () => {
  const byPhone = (technician: 'here' | 'phone', customer: 'here' | 'phone' | null) =>
    active(undefined, { voice: 'phone', voices: { technician, customer } });

  test('is changed while live: the microphone is let go, and taken up again', async () => {
    const panel = await live();
    panel.server.on(setVoice, (body) => {
      const { voice } = body as { voice: 'here' | 'phone' };
      return voice === 'phone' ? byPhone('phone', 'here') : active();
    });
    expect(panel.call.sent.at(-1)).toEqual({ audio: panel.microphone.tracks[0] });
    await panel.press('We are on the phone');
    expect(panel.call.sent.at(-1)).toEqual({ audio: null });
    expect(panel.microphone.tracks[0]!.readyState).toBe('ended');
    expect(panel.reads()).toContain('You speak by telephone');
    expect(
      panel.screen().querySelector('[title*="The customer would speak here."]'),
    ).not.toBeNull();
    expect(panel.has('Mute')).toBe(false);

    await panel.press('Speak here');
    expect(panel.call.sent.at(-1)).toEqual({ audio: panel.microphone.tracks[1] });
    expect(panel.has('Mute')).toBe(true);
  });

  test('is the customer’s choice, too, and the panel says what they can do', async () => {
    const panel = await live(byPhone('here', 'phone'));
    expect(panel.reads()).toContain('The customer is on the phone');
    expect(panel.screen().querySelector('[title*="turn on their microphone."]')).not.toBeNull();
    expect(panel.microphone.tracks).toEqual([]);
  });

  test('by telephone: the microphone is not asked for, before the start and after it', async () => {
    const opened = await openPanel({ microphone: 'prompt' });
    opened.server.tell({ id: sessionId, revision: 1, state: 'waiting' });
    const link = opened.server.links[0]!;
    link.become(waiting());
    const view = await drawn(opened.panel);
    closing.push(view.close);
    const asks = () => view.screen().textContent!.includes('Set up microphone');
    expect(asks()).toBe(true);
    const voices = { technician: 'phone', customer: null } as const;
    for (const state of [waiting, connected, active]) {
      link.become(state(undefined, { voice: 'phone', voices }));
      await view.update();
      expect(asks(), link.current().session!.state).toBe(false);
    }
  });

  test('by telephone: the customer’s sound is not waited for', async () => {
    vi.useFakeTimers();
    const panel = await live(byPhone('phone', 'phone'));
    const statistics = vi.spyOn(panel.call, 'statistics');
    await vi.advanceTimersByTimeAsync(5 * LISTEN_EVERY_MS);
    expect(statistics).not.toHaveBeenCalled();
    expect(panel.liveCall.customerSound).toBeNull();
    await settle();
  });
});
