import { mount, unmount } from 'svelte';
import { describe, expect, test } from 'vitest';
import { signIn } from '../../../../common/contract/routes.ts';
import PanelView from '../../../../extension/panel/Panel.svelte';
import { fakeOutside, fakeProfile, signedIn } from '../../../support/panel/fake-outside.ts';
import { info, refusal } from '../../../support/panel/fake-server.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import { anna } from '../../../support/panel/views.ts';

/** A panel that nobody has signed in to. */
async function signedOut(kept: Record<string, unknown> = { language: 'en' }) {
  const opened = await openPanel({ profile: fakeProfile(kept) });
  opened.outside.askServer = async () => ({ info });
  const form = opened.panel.signIn!;
  form.email = 'anna@lens.test';
  form.password = 'correct horse battery';
  return { ...opened, form };
}

describe('signing in', () => {
  test('the server address is proposed, and the last one is remembered', async () => {
    expect((await signedOut()).form.server).toBe('http://localhost:8080');
    const kept = { server: 'https://lens.example.com', email: 'anna@lens.test' };
    const { panel } = await openPanel({ profile: fakeProfile(kept) });
    expect(panel.signIn).toMatchObject(kept);
  });

  test('with the right password the panel is at home, and stays so when it is opened again', async () => {
    const profile = fakeProfile({ language: 'en' });
    const { panel, outside, server } = await openPanel({ profile });
    outside.askServer = async () => ({ info });
    server.on(signIn, () => ({ token: 't_1', expires: Date.UTC(2100, 0, 1), technician: anna }));
    Object.assign(panel.signIn!, { email: 'Anna@Lens.test ', password: 'correct horse battery' });
    await panel.signIn!.submit();
    await settle();
    server.tell(null);
    expect(server.called(signIn)).toEqual([
      {
        email: 'anna@lens.test',
        password: 'correct horse battery',
        device: outside.keeper.now().signInDevice,
      },
    ]);
    expect(panel.screen).toBe('home');
    panel.close();

    const again = await openPanel({ profile });
    again.server.tell(null);
    expect(again.panel.screen).toBe('home');
    expect(again.panel.account?.signIn).toMatchObject({ companyName: 'Heating Roy' });
  });

  test('the password is kept nowhere', async () => {
    const profile = fakeProfile({ language: 'en' });
    const { panel, outside, server } = await openPanel({ profile });
    outside.askServer = async () => ({ info });
    server.on(signIn, () => ({ token: 't_1', expires: Date.UTC(2100, 0, 1), technician: anna }));
    Object.assign(panel.signIn!, { email: 'anna@lens.test', password: 'correct horse battery' });
    await panel.signIn!.submit();
    expect(JSON.stringify(await profile.storage.get(null))).not.toContain('correct horse');
  });

  test('a wrong e-mail or password is said at the password, and what was typed stays', async () => {
    const { form, server, panel } = await signedOut();
    server.on(signIn, () => {
      throw refusal('sign_in_refused');
    });
    await form.submit();
    expect(form.faults.password).toEqual({ refused: expect.stringContaining('do not fit') });
    expect(form.email).toBe('anna@lens.test');
    expect(panel.screen).toBe('sign_in');
  });

  test('too many attempts are said beside the fields', async () => {
    const { form, server } = await signedOut();
    server.on(signIn, () => {
      throw refusal('too_many_attempts');
    });
    await form.submit();
    expect(form.problem?.message).toContain('Too many attempts');
    expect(form.busy).toBe(false);
  });

  test('what is missing is said at its field, and nothing is sent', async () => {
    const { form, server } = await signedOut();
    Object.assign(form, { server: '', email: 'anna', password: '' });
    await form.submit();
    expect(form.faults).toMatchObject({
      server: { fault: 'missing' },
      email: 'malformed',
      password: 'missing',
    });
    expect(server.calls).toEqual([]);
  });

  test('a server that cannot be used is said at its address, with the technical part', async () => {
    const { form, outside, server } = await signedOut();
    outside.askServer = async () => ({ fault: 'unreachable_https', technical: 'TypeError' });
    form.server = 'lens.example.com';
    await form.submit();
    expect(form.faults.server).toEqual({
      fault: 'unreachable_https',
      origin: 'https://lens.example.com',
      technical: 'TypeError',
    });
    expect(server.calls).toEqual([]);
  });
});

describe('an account with a second factor', () => {
  /** A panel that was asked for the code after the password. */
  async function askedForCode() {
    const opened = await signedOut();
    const { form, server } = opened;
    server.on(signIn, () => {
      throw refusal('second_factor_needed');
    });
    await form.submit();
    return opened;
  }

  test('is asked for its code, and signed in with it', async () => {
    const { form, server, panel, outside } = await askedForCode();
    expect([form.step, form.problem, form.faults]).toEqual(['code', null, {}]);
    const technician = { ...anna, secondFactor: true };
    server.on(signIn, () => ({ token: 't_1', expires: Date.UTC(2100, 0, 1), technician }));
    form.code = '123 456';
    await form.submit();
    expect(server.called(signIn).at(-1)).toEqual({
      email: 'anna@lens.test',
      password: 'correct horse battery',
      device: outside.keeper.now().signInDevice,
      code: '123 456',
    });
    expect(panel.account?.signIn.technician.secondFactor).toBe(true);
  });

  test('is told at the field of a code that is wrong, and asked again', async () => {
    const { form, server } = await askedForCode();
    server.on(signIn, () => {
      throw refusal('second_factor_wrong');
    });
    form.code = '123456';
    await form.submit();
    expect(form.faults).toEqual({ code: { refused: refusal('second_factor_wrong').message } });
    expect(form.step).toBe('code');
  });

  test.each([
    ['', 'code_missing'],
    ['12345', 'code_malformed'],
    ['1234567', 'code_malformed'],
    ['k7mw-2xqa-h9fd-4tr', 'code_malformed'],
  ])('is told of the code %j before anything is sent', async (typed, fault) => {
    const { form, server } = await askedForCode();
    form.code = typed;
    await form.submit();
    expect(form.faults).toEqual({ code: fault });
    expect(server.called(signIn)).toHaveLength(1);
  });

  test('is let in by a recovery code as well', async () => {
    const { form, server, panel } = await askedForCode();
    server.on(signIn, () => ({ token: 't_1', expires: Date.UTC(2100, 0, 1), technician: anna }));
    form.code = 'k7mw 2xqa h9fd 4trp';
    await form.submit();
    expect(panel.screen).not.toBe('sign_in');
  });

  test('goes back to the password, and what was typed there is still there', async () => {
    const { form } = await askedForCode();
    form.code = '123456';
    form.back();
    expect(form).toMatchObject({ step: 'password', code: '', password: 'correct horse battery' });
  });

  test('whose password was changed meanwhile is asked for it again', async () => {
    const { form, server } = await askedForCode();
    server.on(signIn, () => {
      throw refusal('sign_in_refused');
    });
    form.code = '123456';
    await form.submit();
    expect(form.step).toBe('password');
    expect(form.faults.password).toEqual({ refused: refusal('sign_in_refused').message });
  });
});

describe('too many attempts', () => {
  test.each([
    ['en', 700, 'Try again in 12 min'],
    ['en', 3900, 'Try again in 1 hr 5 min'],
    ['en', 20, 'Try again in 20 sec'],
    ['fr', 700, 'Réessayez dans 12 min'],
  ] as const)('in %s, %i s to wait: "%s"', async (language, retryAfterSeconds, words) => {
    const { panel, form, server } = await signedOut({ language });
    server.on(signIn, () => {
      throw refusal('too_many_attempts', { language, retryAfterSeconds });
    });
    await form.submit();
    const view = mount(PanelView, { target: document.body, props: { panel } });
    expect(document.querySelector('[role=alert]')?.textContent?.replace(/\s/g, ' ')).toContain(
      words,
    );
    panel.close();
    await unmount(view);
  });
});

describe('the end of a sign-in', () => {
  test('one that has run out is said so', async () => {
    const profile = fakeProfile({ ...signedIn, signIn: { ...signedIn.signIn, expires: 1 } });
    const { panel } = await openPanel({ profile });
    expect(panel.screen).toBe('sign_in');
    expect(panel.signIn?.ended).toBe(true);
  });

  test('one from before there were permissions holds: the server tells them', async () => {
    const before = { id: anna.id, name: anna.name, email: anna.email, role: anna.role };
    const signIn = { ...signedIn.signIn, technician: before };
    const { panel, server } = await openPanel({ profile: fakeProfile({ ...signedIn, signIn }) });
    expect(panel.account?.signIn.technician).toEqual(anna);
    const may = { ...anna.may, startSessions: false };
    server.tell(null, { technician: { ...anna, may } });
    expect(panel.account?.signIn.technician.may).toEqual(may);
  });

  test('one that the server has ended is said so', async () => {
    const { panel, server } = await openPanel();
    server.technicians[0]!.events.onLink('refused', 'not_signed_in');
    expect(panel.screen).toBe('sign_in');
    expect(panel.signIn?.ended).toBe(true);
  });

  test('signing out in one window signs out in all', async () => {
    const profile = fakeProfile();
    const first = await openPanel({ profile });
    const second = await openPanel({ profile });
    await first.panel.account!.signOut();
    expect([first.panel.screen, second.panel.screen]).toEqual(['sign_in', 'sign_in']);
    expect(first.panel.signIn?.ended).toBe(false);
  });

  test('a server that is out of reach does not keep anyone signed in', async () => {
    const { panel, outside } = await openPanel();
    await panel.account!.signOut();
    expect(outside.keeper.now().signIn).toBeNull();
  });
});

test('a language chosen in one window is the language of all, and is remembered', async () => {
  const profile = fakeProfile();
  const first = await openPanel({ profile });
  const second = await openPanel({ profile });
  first.panel.setLanguage('fr');
  expect(second.panel.words.language).toBe('fr');
  expect(second.panel.words.say('start_new')).toBe('Démarrer une nouvelle session');
  expect((await fakeOutside({ profile })).outside.keeper.now().language).toBe('fr');
});
