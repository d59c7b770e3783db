import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endSignIn,
  listSignIns,
  removeSecondFactor,
  signOutEverywhere,
} from '../../../../common/contract/routes.ts';
import type { Route } from '../../../../common/contract/routes.ts';
import { drawn } from '../../../support/panel/drawn.ts';
import { refusal, type Answer } from '../../../support/panel/fake-server.ts';
import { openPanel } from '../../../support/panel/open-panel.ts';
import { active, anna, connected, sessionId } from '../../../support/panel/views.ts';

let close = () => {};
afterEach(() => {
  close();
  vi.unstubAllGlobals();
});

const here = {
  id: 'p1',
  browser: 'Chrome',
  system: 'Windows',
  since: Date.UTC(2026, 10, 21, 10, 2),
  seen: Date.UTC(2026, 10, 23, 10, 2),
  expires: Date.UTC(2027, 0, 1),
  here: true,
};
const there = { ...here, id: 'p2', browser: 'Edge', system: 'macOS', here: false };

/** A panel whose account is open, on a server that answers as the test says. */
async function account(answers: [Route, Answer][] = [], secondFactor = false) {
  const opened = await openPanel();
  opened.server.on(listSignIns, () => ({ items: [here, there] }));
  for (const [route, answer] of answers) opened.server.on(route, answer);
  opened.server.tell(null, { technician: { ...anna, secondFactor } });
  const view = await drawn(opened.panel);
  close = view.close;
  await view.press('Account');
  return { ...opened, ...view };
}
const refuses =
  (...args: Parameters<typeof refusal>): Answer =>
  () => {
    throw refusal(...args);
  };

describe('the account', () => {
  test('opens from the menu over any screen, takes the keyboard to its heading, and goes back', async () => {
    const { screen, press } = await account();
    expect(screen().dataset.screen).toBe('account');
    expect(document.activeElement?.textContent).toBe('Account');
    expect(screen().textContent).toContain('anna@lens.test');
    await press('Back');
    expect(screen().dataset.screen).toBe('home');
    expect(document.activeElement?.textContent).toBe('Hello Anna Roy');
  });

  test('leaves a live call under it as it is, and leads back to it', async () => {
    const { screen, press, server, update, calls } = await account();
    server.tell({ id: sessionId, revision: 3, state: 'connected' });
    server.links[0]!.become(connected());
    await update();
    await press('Customer connected To the session');
    expect(screen().dataset.screen).toBe('connected');
    await press('Account');
    server.links[0]!.become(active());
    await update();
    const video = document.querySelector('video');
    await press('Change password');
    expect(document.querySelector('video')).toBe(video);
    expect(calls[0]!.closed).toBe(false);
  });
});

describe('changing the password', () => {
  const rule = 'At least 10 characters. A few words that only you would put together are best.';

  test('says its rule before, and what it did after', async () => {
    const { press, type, submit, field, described, screen, server } = await account([
      [changePassword, () => undefined],
    ]);
    await press('Change password');
    expect(described(field('New password'))).toBe(rule);
    await type('Current password', 'correct horse battery');
    await type('New password', 'four words put together');
    await submit();
    expect(server.called(changePassword)).toEqual([
      { current: 'correct horse battery', password: 'four words put together' },
    ]);
    expect(screen().textContent).toContain('Your password is changed.');
    await press('Change password');
    expect([field('Current password')?.value, field('New password')?.value]).toEqual(['', '']);
  });

  test.each([
    ['', 'Current password', 'Type your password.', 'four words put together'],
    ['right', 'New password', 'This is too short. Type at least 10 characters.', 'short'],
    ['right', 'New password', 'This is too long. Type at most 200 characters.', 'x'.repeat(201)],
  ])('with %j: at "%s", %s', async (current, at, words, password) => {
    const { press, type, submit, field, described, server } = await account();
    await press('Change password');
    await type('Current password', current);
    await type('New password', password);
    await submit();
    expect(described(field(at))).toBe(words);
    expect(document.activeElement).toBe(field(at));
    expect(server.called(changePassword)).toEqual([]);
  });

  test('says at its field that the current one is wrong, and keeps what was typed', async () => {
    const { press, type, submit, field, described } = await account([
      [changePassword, refuses('password_wrong')],
    ]);
    await press('Change password');
    await type('Current password', 'wrong');
    await type('New password', 'four words put together');
    await submit();
    expect(described(field('Current password'))).toBe(refusal('password_wrong').message);
    expect(document.activeElement).toBe(field('Current password'));
    expect(field('New password')?.value).toBe('four words put together');
  });

  test('says how long to wait after too many attempts', async () => {
    const { press, type, submit, screen } = await account([
      [changePassword, refuses('too_many_attempts', { retryAfterSeconds: 700 })],
    ]);
    await press('Change password');
    await type('Current password', 'wrong');
    await type('New password', 'four words put together');
    await submit();
    expect(screen().querySelector('[role=alert]')?.textContent).toContain('12 min');
  });

  test('shows what is typed where that is wished', async () => {
    const { press, field, screen, update } = await account();
    await press('Change password');
    expect(field('New password')?.type).toBe('password');
    screen().querySelector<HTMLInputElement>('[type=checkbox]')!.click();
    await update();
    expect([field('Current password')?.type, field('New password')?.type]).toEqual([
      'text',
      'text',
    ]);
  });
});

describe('where one is signed in', () => {
  const end = (browser: string) =>
    document.querySelector<HTMLButtonElement>(`[aria-label^="Sign out: ${browser}"]`);

  test('each place can be signed out, and is gone then', async () => {
    const { screen, update, server } = await account([[endSignIn, () => undefined]]);
    expect(screen().textContent).toContain('This place');
    end('Edge')!.click();
    await update();
    expect(server.called(endSignIn)).toHaveLength(1);
    expect(end('Edge')).toBeNull();
    expect(screen().textContent).toContain('That place is signed out.');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Where you are signed in');
  });

  test('one that has ended by itself meanwhile is gone too, without an error', async () => {
    const { screen, update } = await account([[endSignIn, refuses('sign_in_not_found')]]);
    end('Edge')!.click();
    await update();
    expect(end('Edge')).toBeNull();
    expect(screen().querySelector('[role=alert]')).toBeNull();
  });

  test('one that cannot be ended stays, and it is said why', async () => {
    const { screen, update } = await account([[endSignIn, refuses('store_unavailable')]]);
    end('Edge')!.click();
    await update();
    expect(end('Edge')).not.toBeNull();
    expect(screen().querySelector('[role=alert]')?.textContent).toContain('cannot reach its data');
  });

  test('signing out of this place is signing out', async () => {
    const { panel, update } = await account([[endSignIn, () => undefined]]);
    end('Chrome')!.click();
    await update();
    expect(panel.screen).toBe('sign_in');
  });

  test('everywhere is asked once, and is signing out here too', async () => {
    const { panel, press, server } = await account([[signOutEverywhere, () => undefined]]);
    await press('Sign out everywhere');
    expect(server.called(signOutEverywhere)).toEqual([]);
    document.querySelector<HTMLButtonElement>('dialog .danger')!.click();
    await settleAll();
    expect(server.called(signOutEverywhere)).toHaveLength(1);
    expect(panel.screen).toBe('sign_in');
    expect(panel.signIn?.ended).toBe(false);
  });

  test.each([
    [null, 'Every place is signed out, this one too.'],
    [
      { id: sessionId, revision: 3, state: 'active' as const },
      'Every place is signed out, this one too, and your open session ends.',
    ],
  ])('everywhere says before what becomes of the open session: %j', async (open, said) => {
    const { press, server, update } = await account([[signOutEverywhere, () => undefined]]);
    server.tell(open);
    await update();
    await press('Sign out everywhere');
    expect(document.querySelector('dialog p')?.textContent).toBe(said);
  });

  test('everywhere that does not come about leaves one signed in, and says so', async () => {
    const { panel, screen, update } = await account([
      [signOutEverywhere, refuses('store_unavailable')],
    ]);
    await panel.account!.own.places.endAll();
    await update();
    expect(panel.screen).toBe('home');
    expect(screen().querySelector('[role=alert]')).not.toBeNull();
  });

  test('that cannot be asked is asked again', async () => {
    const { press, screen, server } = await account([[listSignIns, refuses('internal')]]);
    expect(screen().querySelector('[role=alert]')).not.toBeNull();
    server.on(listSignIns, () => ({ items: [here] }));
    await press('Try again');
    expect(screen().textContent).toContain('Chrome on Windows');
  });
});

describe('a place', () => {
  test.each([
    ['en', 'Chrome', 'Windows', 'Chrome on Windows'],
    ['fr', 'Chrome', 'Windows', 'Chrome sur Windows'],
    ['fr', 'Firefox', null, 'Firefox'],
    ['en', null, 'Android', 'Android'],
    ['en', null, null, 'Unknown browser'],
    ['fr', null, null, 'Navigateur inconnu'],
  ] as const)('is named in %s: %s, %s', async (language, browser, system, name) => {
    const items = [{ ...here, browser, system }];
    const { panel, screen, update } = await account([[listSignIns, () => ({ items })]]);
    panel.setLanguage(language);
    await update();
    expect(screen().querySelector('li strong')?.textContent).toBe(name);
  });
});

describe('the second factor', () => {
  const key = 'JBSWY3DPEHPK3PXP';
  const url = `otpauth://totp/Lens:anna?secret=${key}`;
  const recoveryCodes = ['k7mw-2xqa-h9fd-4trp', 'v3ne-8zuc-6gby-m2kj'];
  const adds: [Route, Answer][] = [
    [beginSecondFactor, () => ({ key, url })],
    [confirmSecondFactor, () => ({ recoveryCodes, technician: { ...anna, secondFactor: true } })],
  ];

  test('is added by the password, a key and its first code; the recovery codes are shown once', async () => {
    const writeText = vi.fn(async () => {});
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
    const { press, type, submit, screen, server, panel } = await account(adds);
    await press('Set up second factor');
    await type('Password', 'correct horse battery');
    await submit();
    expect(server.called(beginSecondFactor)).toEqual([{ password: 'correct horse battery' }]);
    expect(screen().querySelector('svg[role=img]')).not.toBeNull();
    expect(screen().textContent).toContain('JBSW Y3DP EHPK 3PXP');
    await press('Copy the key');
    await type('Code', '123456');
    await submit();
    expect(server.called(confirmSecondFactor)).toEqual([{ code: '123456' }]);
    expect(document.activeElement?.textContent).toBe('Recovery codes');
    expect(panel.account?.signIn.technician.secondFactor).toBe(true);
    await press('Copy the recovery codes');
    expect(writeText.mock.calls).toEqual([[key], ['k7mw 2xqa h9fd 4trp\nv3ne 8zuc 6gby m2kj']]);
    await expect(() => press('Back')).rejects.toThrow();
    await press('I have kept them');
    expect(screen().textContent).toContain('The second factor is on.');
    expect(screen().textContent).not.toContain('k7mw');
  });

  test('is not begun by a wrong password, which is said at its field', async () => {
    const { press, type, submit, field, described } = await account([
      [beginSecondFactor, refuses('password_wrong')],
    ]);
    await press('Set up second factor');
    await submit();
    expect(described(field('Password'))).toBe('Type your password.');
    await type('Password', 'wrong');
    await submit();
    expect(described(field('Password'))).toBe(refusal('password_wrong').message);
    expect(document.activeElement).toBe(field('Password'));
  });

  test('is not added by a wrong code, which is said at its field', async () => {
    const { press, type, submit, field, described, server } = await account([
      ...adds,
      [confirmSecondFactor, refuses('second_factor_wrong')],
    ]);
    await press('Set up second factor');
    await type('Password', 'correct horse battery');
    await submit();
    // A recovery code is none of the key that is being added.
    for (const malformed of ['12', '1234567', recoveryCodes[0]!]) {
      await type('Code', malformed);
      await submit();
      expect(described(field('Code'))).toBe('A code has six digits.');
    }
    expect(server.called(confirmSecondFactor)).toEqual([]);
    await type('Code', '123456');
    await submit();
    // There are no recovery codes yet.
    expect(described(field('Code'))).toMatch(/^This code is not right.*shown now\.$/);
    expect(document.activeElement).toBe(field('Code'));
  });

  test('is removed by the password and a code', async () => {
    const { press, type, submit, screen, server } = await account(
      [[removeSecondFactor, () => anna]],
      true,
    );
    await press('Remove second factor');
    await type('Password', 'correct horse battery');
    await type('Code', '123456');
    await submit();
    expect(server.called(removeSecondFactor)).toEqual([
      { password: 'correct horse battery', code: '123456' },
    ]);
    expect(screen().textContent).toContain('The second factor is removed.');
    expect(screen().textContent).toContain('Set up second factor');
  });

  test.each([
    ['password_wrong', 'Password'],
    ['second_factor_wrong', 'Code'],
  ] as const)('is not removed with %s, said at "%s"', async (code, at) => {
    const { press, type, submit, field, described } = await account(
      [[removeSecondFactor, refuses(code)]],
      true,
    );
    await press('Remove second factor');
    await type('Password', 'some password');
    await type('Code', '123456');
    await submit();
    expect(described(field(at))).toBe(refusal(code).message);
    expect(document.activeElement).toBe(field(at));
  });

  test('that an administrator removes is seen in the open account', async () => {
    const { server, update, screen } = await account([], true);
    expect(screen().textContent).toContain('Remove second factor');
    server.tell(null, { technician: anna });
    await update();
    expect(screen().textContent).toContain('Set up second factor');
  });
});

/** Lets all promises come to pass. */
async function settleAll(): Promise<void> {
  await new Promise((done) => setTimeout(done, 0));
}
