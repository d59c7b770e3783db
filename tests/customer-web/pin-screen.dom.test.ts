import { describe, expect, it } from 'vitest';
import { showPinScreen as show } from './support/pin-screen.svelte.ts';

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
      expect(connect).toHaveBeenCalledExactlyOnceWith('482913', undefined);
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

describe('the four extra digits', () => {
  it('are asked for beneath the PIN, which stays, with the reason', () => {
    const { becomes, fill, input, text } = show();
    fill('482913');
    becomes({ extra: 'asked' });
    expect(input.value).toBe('482913');
    expect(document.activeElement?.id).toBe('extra');
    expect(text()).toContain('For your safety, also type the four extra digits');
  });

  it('go on by themselves with the fourth, beside the PIN', () => {
    const { becomes, connect, fill, fillExtra } = show();
    fill('482913');
    becomes({ extra: 'asked' });
    connect.mockClear();
    fillExtra('482');
    expect(connect).not.toHaveBeenCalled();
    fillExtra('48 21');
    expect(connect).toHaveBeenCalledExactlyOnceWith('482913', '4821');
  });

  it('that are wrong may be the PIN as well: both are named, and the PIN leads on to them', () => {
    const { becomes, connect, fill, fillExtra, press, text } = show();
    fill('482913');
    becomes({ extra: 'asked' });
    fillExtra('4821');
    becomes({ extra: 'wrong' });
    connect.mockClear();
    expect(text()).toContain('The PIN code or the extra digits are not right.');
    expect(document.activeElement?.id).toBe('pin');
    fill('482914');
    expect(connect).not.toHaveBeenCalled();
    expect(document.activeElement?.id).toBe('extra');
    press();
    expect(connect).toHaveBeenCalledExactlyOnceWith('482914', '4821');
  });

  it('that are missing are said to be, when Connect is touched', () => {
    const { becomes, connect, fill, press, text } = show();
    fill('482913');
    connect.mockClear();
    becomes({ extra: 'asked' });
    press();
    expect(connect).not.toHaveBeenCalled();
    expect(text()).toContain('There are four extra digits.');
  });
});

describe('a server that takes no more tries for a while', () => {
  it('is waited for: the words say how long, and Connect sleeps until then', () => {
    const { becomes, button, connect, fill, text } = show();
    fill('482913');
    connect.mockClear();
    becomes({ hold: { why: 'attempts', seconds: 521 } });
    expect(text()).toContain('Too many attempts. Try again in 9 minutes.');
    expect(button.textContent).toContain('Connect in 8:41');
    expect(button.disabled).toBe(true);
    fill('482914');
    expect(connect).not.toHaveBeenCalled();
    becomes({ hold: { why: 'attempts', seconds: 42 } });
    expect(text()).toContain('Try again in less than a minute.');
    becomes({});
    expect(button.disabled).toBe(false);
    expect(text()).not.toContain('Too many attempts');
  });

  it('says to ask for a link where no PIN is taken at all', () => {
    const { text } = show({ hold: { why: 'paused', seconds: 2_700 } });
    expect(text()).toContain('Ask your technician to send you a link, or try again in 45 minutes.');
  });
});
