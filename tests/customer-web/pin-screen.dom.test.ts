import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { customerWords } from '../../common/i18n/customer/words.ts';
import { translator } from '../../common/i18n/translate.ts';
import type { Act, ScreenAt } from '../../customer-web/screen.ts';
import Pin from '../../customer-web/screens/Pin.svelte';

const say = translator(customerWords, 'en');
let shown: ReturnType<typeof mount> | undefined;

function show(screen: Partial<ScreenAt<'pin'>> = {}) {
  const connect = vi.fn();
  shown = mount(Pin, {
    target: document.body,
    props: {
      screen: { step: 'pin', busy: false, error: '', notice: null, ...screen },
      say,
      act: { connect } as unknown as Act,
    },
  });
  flushSync();
  const input = document.querySelector('input')!;
  return {
    connect,
    input,
    /** What the field holds after typing, pasting or being filled in by the phone. */
    fill(text: string) {
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      flushSync();
    },
    press() {
      document.querySelector<HTMLButtonElement>('button[type=submit]')!.click();
      flushSync();
    },
    text: () => document.body.textContent ?? '',
  };
}

afterEach(() => {
  if (shown) void unmount(shown);
  document.body.replaceChildren();
});

describe('the six boxes', () => {
  it('are one field that the phone fills in with digits', () => {
    const { input } = show();
    expect(input.inputMode).toBe('numeric');
    expect(input.autocomplete).toBe('one-time-code');
    expect(input.labels?.[0]?.textContent).toBe('Enter your six-digit PIN code');
  });

  it.each(['482913', '482 913', ' 482-913 ', 'PIN: 482913.'])(
    'take %j as it was pasted',
    (text) => {
      const { connect, fill, input } = show();
      fill(text);
      expect(input.value).toBe('482913');
      expect(connect).toHaveBeenCalledExactlyOnceWith('482913');
    },
  );

  it('go on by themselves with the sixth digit, and not before', () => {
    const { connect, fill } = show();
    fill('48291');
    expect(connect).not.toHaveBeenCalled();
    fill('482913');
    expect(connect).toHaveBeenCalledOnce();
  });

  it('say that digits are missing when Connect is touched too early', () => {
    const { connect, fill, press, text } = show();
    fill('482');
    press();
    expect(connect).not.toHaveBeenCalled();
    expect(text()).toContain('The PIN code has six digits.');
    fill('4829');
    expect(text()).not.toContain('The PIN code has six digits.');
  });

  it('say what is wrong until something else is typed', () => {
    const { fill, input, text } = show({ error: 'This PIN code is not right.' });
    expect(text()).toContain('This PIN code is not right.');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    fill('1');
    expect(text()).not.toContain('This PIN code is not right.');
  });

  it('take nothing while they are being checked', () => {
    const { connect, fill, input } = show({ busy: true });
    expect(input.readOnly).toBe(true);
    fill('482913');
    expect(connect).not.toHaveBeenCalled();
  });

  it('say that the technician made a new PIN', () => {
    const { text } = show({ notice: 'new_pin' });
    expect(text()).toContain('Your technician made a new PIN code. Enter the new one.');
  });
});
