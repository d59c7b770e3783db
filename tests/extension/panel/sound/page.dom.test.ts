import { afterEach, describe, expect, test } from 'vitest';
import { connected as plugged, mediaError } from '../../../support/panel/fake-microphone.ts';
import { drawn } from '../../../support/panel/drawn.ts';
import type { FakeOutside } from '../../../support/panel/fake-outside.ts';
import { openPanel } from '../../../support/panel/open-panel.ts';
import { active, sessionId } from '../../../support/panel/views.ts';

let close = () => {};
afterEach(() => close());

const devices = [
  ...plugged('audioinput', 'Desk', 'Headset'),
  ...plugged('audiooutput', 'Screen', 'Headset'),
];

/** A panel on its page of microphone and speaker, by way of the menu. */
async function soundPage(
  microphone: PermissionState = 'granted',
  prepare: (given: FakeOutside) => void = (given) => given.microphone.connect(...devices),
) {
  const opened = await openPanel({ microphone }, prepare);
  opened.server.tell(null);
  const view = await drawn(opened.panel);
  close = view.close;
  const list = (label: string) =>
    view.screen().querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`);
  const opens = async () => {
    await view.update();
    const entry = [...document.querySelectorAll<HTMLButtonElement>('[popover] button')];
    entry.find((one) => one.textContent.includes('Sound'))!.click();
    await view.update();
  };
  await opens();
  return {
    ...opened,
    ...view,
    opens,
    list,
    meter: () => view.screen().querySelector('[role=meter]'),
    text: () => view.screen().textContent,
    async chooses(label: string, value: string) {
      const select = list(label)!;
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await view.update();
    },
  };
}

/** The same in a live session. */
async function liveSoundPage() {
  const page = await soundPage();
  await page.press('Back');
  page.server.tell({ id: sessionId, revision: 4, state: 'active' });
  page.server.links[0]!.become(active());
  await page.opens();
  return page;
}

describe('the microphone', () => {
  test('is open as long as the page is, and its level can be seen', async () => {
    const { microphone, sound, meter, update, press } = await soundPage();
    expect(sound.measured).toEqual(microphone.tracks);
    sound.hear({ now: -30, held: -24 });
    await update();
    expect(meter()?.getAttribute('aria-valuetext')).toBe('Good');
    expect(meter()?.getAttribute('aria-valuenow')).toBe('60');
    await press('Back');
    expect(sound.measured).toEqual([]);
    expect(microphone.tracks[0]!.readyState).toBe('ended');
  });

  test.each([
    [-60, 'Quiet'],
    [-20, 'Good'],
    [-3, 'Loud'],
  ])('at %i dB is said to be %s', async (held, word) => {
    const { sound, meter, update } = await soundPage();
    sound.hear({ now: held, held });
    await update();
    expect(meter()?.getAttribute('aria-valuetext')).toBe(word);
  });

  test('is chosen in the list, and the meter follows', async () => {
    const { chooses, sound, list, panel } = await soundPage();
    expect([...list('Microphone')!.options].map(({ text }) => text)).toEqual([
      'Default: Desk',
      'Desk',
      'Headset',
    ]);
    await chooses('Microphone', 'id of Headset');
    expect(panel.kept.microphone?.label).toBe('Headset');
    expect(sound.measured.map(({ label }) => label)).toEqual(['Headset']);
  });

  test('that is away stays chosen, says so, and can be given up', async () => {
    const { chooses, microphone, update, list, described, panel } = await soundPage();
    await chooses('Microphone', 'id of Headset');
    microphone.connect(...plugged('audioinput', 'Desk'));
    await update();
    expect(list('Microphone')?.selectedOptions[0]?.text).toBe('Headset (not connected)');
    expect(described(list('Microphone'))).toContain('the default is used');
    await chooses('Microphone', '');
    expect(panel.kept.microphone).toBeNull();
  });

  test.each([
    ['prompt', 'Set up microphone', 'may not use your microphone yet'],
    ['denied', 'Show me how', 'is blocked for Lens'],
  ] as const)(
    'that is %s leads to the page that asks, and asks nothing here',
    async (state, button, words) => {
      const { text, press, opened, microphone, list } = await soundPage(state);
      expect(text()).toContain(words);
      expect(list('Microphone')).toBeNull();
      await press(button);
      expect(opened).toEqual(['microphone']);
      expect(microphone.tracks).toEqual([]);
    },
  );

  test.each([
    ['NotFoundError', 'No microphone is connected.'],
    ['NotReadableError', 'another program holds it'],
    ['NotAllowedError', "This computer's own settings"],
  ])('that fails with %s says why, and is tried again', async (name, words) => {
    const { text, press, microphone, meter } = await soundPage('granted', (given) => {
      given.microphone.connect(...devices);
      given.microphone.fail(mediaError(name));
    });
    expect(text()).toContain(words);
    expect(meter()).toBeNull();
    microphone.fail(null);
    await press('Try again');
    expect(meter()).not.toBeNull();
  });

  test('that stops by itself says so', async () => {
    const { text, microphone, update } = await soundPage();
    microphone.tracks[0]!.takeAway();
    await update();
    expect(text()).toContain('The microphone has stopped.');
  });

  test('says whether anybody hears it', async () => {
    const before = await soundPage();
    expect(before.text()).toContain('Nobody hears you');
    close();
    const { text, panel, update } = await liveSoundPage();
    expect(text()).toContain('The customer hears you.');
    panel.account!.current.session!.call!.toggleMute();
    await update();
    expect(text()).toContain('You are muted: nobody hears this.');
  });
});

describe('in a live call', () => {
  test('another microphone is sent in the place of the first, and nothing ends', async () => {
    const { chooses, calls, microphone } = await liveSoundPage();
    await chooses('Microphone', 'id of Headset');
    expect(calls[0]!.closed).toBe(false);
    expect(calls[0]!.sent.at(-1)?.audio).toBe(microphone.tracks.at(-1));
    expect(calls[0]!.sent.slice(1).every((sent) => sent?.audio)).toBe(true);
  });

  test('one that is chosen while muted stays muted', async () => {
    const { chooses, panel, microphone } = await liveSoundPage();
    panel.account!.current.session!.call!.toggleMute();
    await chooses('Microphone', 'id of Headset');
    expect(microphone.tracks.at(-1)?.enabled).toBe(false);
  });

  test('leaving the page leaves the microphone to the call', async () => {
    const { press, microphone, sound } = await liveSoundPage();
    await press('Back');
    expect(sound.measured).toEqual([]);
    expect(microphone.tracks.at(-1)?.readyState).toBe('live');
  });
});

describe('the speaker', () => {
  test('is tried with a tone that says when it should be heard, as often as wished', async () => {
    const { chooses, press, sound, text, update } = await soundPage();
    await chooses('Speaker', 'id of Headset');
    await press('Play a test tone');
    expect(sound.tones[0]?.speaker).toBe('id of Headset');
    expect(text()).toContain('You should hear it now.');
    await press('Play a test tone');
    expect(sound.tones[0]?.signal.aborted).toBe(true);
    sound.tones[0]!.end();
    await update();
    expect(text()).toContain('You should hear it now.');
    sound.tones[1]!.end();
    await update();
    expect(text()).toContain('Heard nothing?');
  });

  test('that does not play is said', async () => {
    const { press, sound, text, update } = await soundPage();
    await press('Play a test tone');
    sound.tones[0]!.fail();
    await update();
    expect(text()).toContain('This speaker does not play.');
  });

  test('is the default one where Chrome tells of none, and the tone still plays', async () => {
    const { list, press, sound, text } = await soundPage('denied');
    expect(list('Speaker')?.options).toHaveLength(1);
    expect(text()).toContain('once the microphone is allowed');
    await press('Play a test tone');
    expect(sound.tones[0]?.speaker).toBe('');
  });

  test('stops its tone when the page is left', async () => {
    const { press, sound } = await soundPage();
    await press('Play a test tone');
    await press('Back');
    expect(sound.tones[0]?.signal.aborted).toBe(true);
  });
});
