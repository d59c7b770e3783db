import { describe, expect, it } from 'vitest';
import { createFollowing } from '../../../server/invitations/following.ts';
import { failed, type Outcome, type SmsTransport } from '../../../server/invitations/transport.ts';
import type { InvitationDocument } from '../../../server/store/documents.ts';
import { testClock } from '../../support/clock.ts';
import { invitationDocument, sessionDocument } from '../../support/documents.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Looks after one invitation that was asked for just now. */
function followed(
  more: Partial<InvitationDocument> = {},
  { canCallBack = false, onItsWay = false, answer = async () => null as Outcome | null } = {},
) {
  const clock = testClock();
  const session = sessionDocument({
    invitations: [invitationDocument({ at: clock.now(), reference: 'SM1', ...more })],
  });
  const asked: number[] = [];
  const recorded: Outcome[] = [];
  const began = clock.now();
  const sms: SmsTransport = {
    tryLogin: async () => null,
    send: async () => failed('gateway_refused'),
    async ask() {
      asked.push((clock.now() - began) / SECOND);
      return await answer();
    },
    readCallback: canCallBack ? async () => null : null,
    stop: async () => {},
  };
  const following = createFollowing(
    { transports: { sms, email: null }, clock },
    { isOnItsWay: () => onItsWay },
    async (_session, _invitation, outcome) => {
      recorded.push(outcome);
      return null;
    },
  );
  return {
    asked,
    recorded,
    /** Looks once a second for so long. */
    async look(milliseconds: number, open = [session]) {
      for (let passed = 0; passed < milliseconds; passed += SECOND) {
        clock.pass(SECOND);
        following.look(open);
        await following.settled();
      }
    },
  };
}

describe('an SMS of which nobody tells', () => {
  it('is asked about more and more seldom, until ten minutes are over', async () => {
    const { asked, look } = followed();
    await look(20 * MINUTE);
    expect(asked.slice(0, 7)).toEqual([2, 6, 14, 30, 60, 90, 120]);
    expect(asked.at(-1)).toBe(600);
  });

  it('is noted as the gateway says', async () => {
    const outcome: Outcome = { status: 'delivered', reason: null, reference: 'SM1' };
    const { recorded, look } = followed({}, { answer: async () => outcome });
    await look(3 * SECOND);
    expect(recorded).toEqual([outcome]);
  });

  it('is asked about again when the gateway did not answer', async () => {
    const { asked, recorded, look } = followed(
      {},
      { answer: () => Promise.reject(new Error('away')) },
    );
    await look(10 * SECOND);
    expect(asked).toEqual([2, 6]);
    expect(recorded).toEqual([]);
  });

  it.each([
    ['was delivered', { status: 'delivered' as const }],
    ['failed', { status: 'failed' as const, reason: 'filtered' as const }],
    ['has no reference', { reference: null }],
    ['is an e-mail', { way: 'email' as const }],
  ])('is not asked about when it %s', async (_, more) => {
    const { asked, look } = followed(more);
    await look(MINUTE);
    expect(asked).toEqual([]);
  });

  it('is not asked about where the gateway tells by itself', async () => {
    const { asked, look } = followed({}, { canCallBack: true });
    await look(MINUTE);
    expect(asked).toEqual([]);
  });

  it('is not asked about when its session is over', async () => {
    const { asked, look } = followed();
    await look(MINUTE, []);
    expect(asked).toEqual([]);
  });
});

describe('an invitation that is still being sent', () => {
  const sending = { status: 'sending' as const, reference: null };

  it('after a minute was lost with its server: nobody knows what became of it', async () => {
    const { recorded, look } = followed(sending);
    await look(MINUTE);
    expect(recorded).toEqual([]);
    await look(SECOND);
    expect(recorded).toEqual([failed('unknown_outcome')]);
  });

  it('is not lost while this server is at it', async () => {
    const { recorded, look } = followed(sending, { onItsWay: true });
    await look(2 * MINUTE);
    expect(recorded).toEqual([]);
  });
});
