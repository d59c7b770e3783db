import { describe, expect, test } from 'vitest';
import { changeDetails, setVoice } from '../../../../common/contract/routes.ts';
import { openPanel, settle } from '../../../support/panel/open-panel.ts';
import { everyWay, noWay, waiting } from '../../../support/panel/views.ts';
import { withInvite } from '../../../support/panel/with-invite.ts';

describe('the tab that is open', () => {
  test('is the one last used, in the next session too', async () => {
    const { invite, outside, profile, panel } = await withInvite();
    expect(invite.way).toBe('sms');
    invite.way = 'qr';
    expect(outside.keeper.now().invitingBy).toBe('qr');
    panel.close();
    const again = await openPanel({ profile });
    expect(again.outside.keeper.now().invitingBy).toBe('qr');
  });

  test('is at first the first that is set up', async () => {
    expect((await withInvite({ abilities: noWay })).invite.way).toBe('link');
    const mailOnly = { ...everyWay, sms: noWay.sms };
    expect((await withInvite({ abilities: mailOnly })).invite.way).toBe('email');
  });

  test('stays the chosen one where it is not set up', async () => {
    const { invite } = await withInvite({ abilities: noWay, kept: { invitingBy: 'sms' } });
    expect(invite.way).toBe('sms');
  });
});

describe('a number or an address', () => {
  test.each([
    ['06 12 34 56 78', null],
    ['+32 470 12 34 56', null],
    ['06 12 34', 'number_invalid'],
    ['', 'number_invalid'],
    ['+44 7911 123456', 'country_refused'],
  ])('as typed, %j, is %s before anything is sent', async (typed, fault) => {
    const { invite } = await withInvite();
    expect(invite.faultOf('sms', typed)).toBe(fault);
  });

  test.each([
    ['marie@lefevre.example', null],
    ['marie@', 'address_invalid'],
  ])('as typed, %j, is %s', async (typed, fault) => {
    const { invite } = await withInvite();
    expect(invite.faultOf('email', typed)).toBe(fault);
  });
});

describe('language and voice', () => {
  test('begin as the server’s settings have it, speaking here', async () => {
    const { invite } = await withInvite({ session: waiting(undefined, { language: 'fr' }) });
    expect(invite.welcome.choice).toEqual({ language: 'fr', voice: 'here' });
  });

  test('are told to the server, which keeps them with the session', async () => {
    const { invite, server } = await withInvite();
    invite.welcome.language = 'fr';
    invite.welcome.voice = 'phone';
    await settle();
    expect(server.called(changeDetails)).toEqual([{ language: 'fr' }]);
    expect(server.called(setVoice)).toEqual([{ voice: 'phone' }]);
    const voices = { technician: 'phone', customer: null } as const;
    const reopened = await withInvite({ session: waiting(undefined, { voice: 'phone', voices }) });
    expect(reopened.invite.welcome.voice).toBe('phone');
  });
});
