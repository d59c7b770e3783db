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
    for (let presses = 0; presses < 9; presses += 1) {
      await pressKey('Tab');
      reached.push(await focused());
    }
    expect(reached).toEqual([
      'New PIN',
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
