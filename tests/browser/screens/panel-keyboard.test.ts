import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScreens, type Screens } from '../../support/panel/screens/page.ts';

let screens: Screens;
beforeAll(async () => void (screens = await openScreens()));
afterAll(() => screens?.close());

/** What a screen reader calls the control that has the keyboard. */
const focused = () =>
  screens.page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const label = element.id && document.querySelector(`label[for="${element.id}"]`)?.textContent;
    return element.ariaLabel ?? (label || element.textContent?.trim() || element.tagName);
  });
const pressKey = (key: 'Tab' | 'Enter' | 'Escape') => screens.page.keyboard.press(key);

/** What the panel says aloud of the state. */
const said = () =>
  screens.page.evaluate(() => document.querySelector('#panel > [role=status]')?.textContent);

describe('by the keyboard alone', () => {
  test('every control of a new session is reached from its heading, in the order in which it is read', async () => {
    await screens.show('connected', 'en');
    const reached: string[] = [];
    for (let presses = 0; presses < 10; presses += 1) {
      await pressKey('Tab');
      reached.push(await focused());
    }
    expect(reached).toEqual([
      'New PIN',
      expect.stringMatching(/^Encrypted/),
      'NAME',
      'PHONE',
      'E-MAIL',
      'TICKET ID',
      'Start session',
      // The browser's own controls, and round again.
      expect.any(String),
      'End session',
      'Menu',
    ]);
  });

  test('the ways of inviting are one stop, and the arrows go round them', async () => {
    await screens.show('waiting', 'en');
    await screens.page.focus('[role=tab][aria-selected=true]');
    const opened: string[] = [];
    for (const key of ['ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home'] as const) {
      await screens.page.keyboard.press(key);
      opened.push(await focused());
    }
    expect(opened).toEqual(['E-mail', 'QR', 'SMS', 'QR', 'SMS']);
    await pressKey('Tab');
    expect(await focused()).toBe('PHONE');
    await pressKey('Tab');
    expect(await focused()).toBe('Send SMS');
    await pressKey('Tab');
    expect(await focused()).toBe("Customer's language");
  });

  test('ending is asked once: Enter keeps the session, Escape goes back to the button', async () => {
    await screens.show('live', 'en');
    await screens.page.focus('header button');
    expect(await focused()).toBe('End session');
    await pressKey('Enter');
    expect(await focused()).toBe('Continue session');
    await pressKey('Escape');
    await screens.page.waitForFunction(() => !document.querySelector('dialog'));
    expect(await focused()).toBe('End session');
  });

  test('the menu opens, changes the language, and closes', async () => {
    await screens.show('home', 'en');
    await screens.page.focus('header button');
    await pressKey('Enter');
    await pressKey('Tab');
    await pressKey('Tab');
    expect(await focused()).toBe('Français');
    await pressKey('Enter');
    await screens.page.waitForFunction(() => document.documentElement.lang === 'fr');
    expect(await screens.page.$eval('h1', (heading) => heading.textContent)).toBe(
      'Bonjour Anna Roy',
    );
    await pressKey('Escape');
    expect(await focused()).toBe('Menu');
  });
});

describe('the account', () => {
  const tabThrough = async (presses: number) => {
    const reached: string[] = [];
    for (let press = 0; press < presses; press += 1) {
      await pressKey('Tab');
      reached.push(await focused());
    }
    return reached;
  };

  test('is gone through from its heading, each place by its name', async () => {
    await screens.show('account', 'en');
    await screens.page.focus('main:not([hidden]) h1');
    expect(await tabThrough(6)).toEqual([
      'Change password',
      'Set up second factor',
      'Sign out: Chrome on Windows, since 21\u00a0Nov,\u00a010:02',
      'Sign out: Edge on macOS, since 21\u00a0Nov,\u00a010:02',
      'Sign out: Unknown browser, since 18\u00a0Dec\u00a02025,\u00a010:02',
      'Sign out everywhere',
    ]);
  });

  test('a password is changed by typing, and Enter sends it', async () => {
    await screens.show('account-password', 'en');
    await screens.page.focus('main:not([hidden]) h1');
    expect(await tabThrough(4)).toEqual([
      'Current password',
      'New password',
      'Show what I type',
      'Change password',
    ]);
    await screens.page.focus('form [type=password]');
    await pressKey('Enter');
    expect(await focused()).toBe('Current password');
    const said = await screens.page.evaluate(() => {
      const field = document.activeElement!;
      return document.getElementById(field.getAttribute('aria-describedby')!)?.textContent;
    });
    expect(said).toBe('Type your password.');
  });

  test('opened from the menu, its heading has the keyboard, and then that of the screen again', async () => {
    await screens.show('home', 'en');
    await screens.page.focus('header button');
    await pressKey('Enter');
    await screens.page.click('::-p-aria([name="Account"][role="button"])');
    await screens.page.waitForFunction(() => document.activeElement?.textContent === 'Account');
    await screens.page.click('::-p-aria([name="Back"][role="button"])');
    await screens.page.waitForFunction(
      () => document.activeElement?.textContent === 'Hello Anna Roy',
    );
  });
});

describe('what is said aloud', () => {
  test('each state as it comes, while the keyboard stays where it was', async () => {
    await screens.show('waiting', 'fr');
    expect(await said()).toBe('En attente du client');
    await screens.page.click('::-p-aria([name="NOM"][role="textbox"])');
    await screens.become('joined');
    expect(await said()).toBe('Le client a saisi le code PIN');
    await screens.become('connected');
    expect(await said()).toBe('Client connecté');
    expect(await focused()).toBe('NOM');
  });

  test('that the session will end for want of input, without taking the keyboard', async () => {
    await screens.show('live-idle', 'en');
    const aloud = await screens.page.$eval('[aria-live=assertive]', (one) => one.textContent);
    expect(aloud).toContain('The session ends in 45 seconds. Press any key to go on.');
    expect(await focused()).not.toBe('I am still here');
    await screens.page.keyboard.press('Tab');
    await screens.page.waitForFunction(() => !document.querySelector('[role=alertdialog]'));
  });

  test('the extra digits of a PIN one by one, with why they are there', async () => {
    await screens.show('waiting-pin-extra', 'en');
    const said = await screens.page.$$eval('[role=status]', (all) =>
      all.map((one) => one.textContent),
    );
    expect(said.join()).toContain('Extra digits: 1 2 3 4');
  });

  test('a new screen by its heading, to which the keyboard goes', async () => {
    await screens.show('connected', 'en');
    await screens.become('live');
    await screens.page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    expect(await focused()).toBe('Live with Marie Lefèvre');
    await screens.become('ended');
    await screens.page.waitForFunction(
      () => document.activeElement?.textContent === 'Session ended',
    );
  });

  test('the PIN digit by digit, and why the session cannot start yet', async () => {
    await screens.show('waiting', 'en');
    const { children } = (await screens.page.accessibility.snapshot({ interestingOnly: false }))!;
    const whole = JSON.stringify(children);
    expect(whole).toContain('PIN code: 4 8 2 9 1 3');
    const start = await screens.page.$('::-p-aria([name="Start session"][role="button"])');
    const why = await start!.evaluate(
      (button) => document.getElementById(button.getAttribute('aria-describedby')!)?.textContent,
    );
    expect(await start!.evaluate((button) => (button as HTMLButtonElement).disabled)).toBe(true);
    expect(why).toContain('You can start once');
  });
});
