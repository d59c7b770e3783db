import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../../common/client/api-error.ts';
import { sendInvitation } from '../../../../common/contract/routes.ts';
import type { Invitation } from '../../../../common/contract/views.ts';
import { refusal } from '../../../support/panel/fake-server.ts';
import { settle } from '../../../support/panel/open-panel.ts';
import { invitation, waiting } from '../../../support/panel/views.ts';
import { withInvite } from '../../../support/panel/with-invite.ts';

type Body = { way: string; to: string; language: string; voice: string; key: string };
const outage = () => new ApiError('unreachable', { language: 'en' });
const number = '06 12 34 56 78';

/** The session with what was sent, as the server tells it. */
const holding = (...invitations: Invitation[]) => waiting(undefined, { revision: 2, invitations });

async function opened() {
  const all = await withInvite();
  const bodies = () => all.server.called(sendInvitation) as Body[];
  return { ...all, bodies, keys: () => bodies().map(({ key }) => key) };
}

describe('an SMS', () => {
  test('is sent to the number as typed, in the customer’s language, with the choice of voice', async () => {
    const { invite, server, bodies } = await opened();
    server.on(sendInvitation, () => ({ invitation: invitation() }));
    invite.welcome.language = 'fr';
    invite.welcome.voice = 'phone';
    await invite.send('sms', ` ${number} `);
    expect(bodies()).toEqual([
      {
        way: 'sms',
        to: number,
        language: 'fr',
        voice: 'phone',
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
  });

  test('is asked for once, however often the button is pressed', async () => {
    const { invite, server, bodies } = await opened();
    let answer = (_: unknown) => {};
    server.on(sendInvitation, () => new Promise((resolve) => (answer = resolve)));
    const first = invite.send('sms', number);
    void invite.send('sms', number);
    expect(invite.isBusy('sms')).toBe(true);
    answer({ invitation: invitation() });
    await first;
    expect(bodies()).toHaveLength(1);
  });

  test('keeps its button busy until the gateway has it', async () => {
    const { invite, server } = await opened();
    server.links[0]!.become(holding(invitation({ status: 'sending' })));
    expect(invite.isBusy('sms')).toBe(true);
    expect(invite.isBusy('email')).toBe(false);
    server.links[0]!.become(holding(invitation({ status: 'queued' })));
    expect(invite.isBusy('sms')).toBe(false);
  });

  test('whose answer is lost is asked for again with the same key', async () => {
    const { invite, server, keys } = await opened();
    server.on(sendInvitation, () => {
      throw outage();
    });
    await invite.send('sms', number);
    expect(invite.sending.sms.problem?.message).toBeTruthy();
    server.on(sendInvitation, () => ({ invitation: invitation() }));
    await invite.send('sms', number);
    expect(keys()[1]).toBe(keys()[0]);
    expect(invite.sending.sms.problem).toBeNull();
  });

  test('sent again after an answer is a new one', async () => {
    const { invite, server, keys } = await opened();
    server.on(sendInvitation, () => ({ invitation: invitation() }));
    await invite.send('sms', number);
    await invite.send('sms', number);
    expect(keys()[1]).not.toBe(keys()[0]);
  });

  test('to another number is a new one, even where the first answer was lost', async () => {
    const { invite, server, keys } = await opened();
    server.on(sendInvitation, () => {
      throw outage();
    });
    await invite.send('sms', number);
    await invite.send('sms', '06 12 34 56 79');
    expect(keys()[1]).not.toBe(keys()[0]);
  });

  test('whose answer is lost and that shows in the session is done', async () => {
    const { invite, server, keys } = await opened();
    server.on(sendInvitation, () => {
      throw outage();
    });
    await invite.send('sms', number);
    server.links[0]!.become(holding(invitation()));
    expect(invite.sending.sms.problem).toBeNull();
    await invite.send('sms', number);
    expect(keys()[1]).not.toBe(keys()[0]);
  });

  test.each(['quota_reached', 'send_in_flight', 'pin_needed', 'way_not_set_up'] as const)(
    'refused with %s says why, beside the button',
    async (code) => {
      const { invite, server } = await opened();
      server.on(sendInvitation, () => {
        throw refusal(code);
      });
      await invite.send('sms', number);
      expect(invite.sending.sms.problem).toMatchObject({
        message: refusal(code).message,
        atDestination: false,
      });
    },
  );

  test('refused for its number says so at the field', async () => {
    const { invite, server } = await opened();
    server.on(sendInvitation, () => {
      throw refusal('country_refused', { field: 'to' });
    });
    await invite.send('sms', number);
    expect(invite.sending.sms.problem?.atDestination).toBe(true);
  });

  test('sent again from its line opens its tab, where the outcome is said', async () => {
    const { invite, server, bodies } = await opened();
    server.on(sendInvitation, () => ({ invitation: invitation() }));
    invite.way = 'link';
    await invite.sendAgain(invitation({ way: 'email', to: 'marie@lefevre.example' }));
    expect(invite.way).toBe('email');
    expect(bodies()[0]).toMatchObject({ way: 'email', to: 'marie@lefevre.example' });
  });
});

describe('what became of the invitations', () => {
  test('is followed as the session changes, the newest of a way first of all', async () => {
    const { invite, server } = await opened();
    const older = invitation({ status: 'failed', reason: 'not_mobile' });
    const newer = invitation({ id: '2'.repeat(32), status: 'sent' });
    server.links[0]!.become(holding(older, newer));
    expect(invite.latest('sms')).toEqual(newer);
    expect(invite.latest('email')).toBeNull();
  });

  test('says which have stopped with a PIN that was replaced', async () => {
    const { invite, server } = await opened();
    const before = invitation({ at: 1000 });
    const after = invitation({ id: '2'.repeat(32), at: 3000 });
    server.links[0]!.become({ ...holding(before), pin: '730158', now: 2000 });
    server.links[0]!.become({ ...holding(before, after), pin: '730158', revision: 3, now: 3000 });
    await settle();
    expect(invite.invitations.map((each) => invite.hasStopped(each))).toEqual([true, false]);
  });
});
