import { describe, expect, it } from 'vitest';
import { advance } from '../../../server/invitations/advance.ts';
import { failed, type Outcome } from '../../../server/invitations/transport.ts';
import { invitationDocument } from '../../support/documents.ts';

const said = (status: Outcome['status'], reference: string | null = 'SM1'): Outcome => ({
  status,
  reason: null,
  reference,
});
const lost = failed('unknown_outcome');
const off = failed('phone_unreachable', 'SM1');

describe('what becomes of an invitation', () => {
  const after = (...news: Outcome[]) =>
    news.reduce(
      (invitation, each, index) => advance(invitation, each, index + 1) ?? invitation,
      invitationDocument({ status: 'sending', reference: null, changedAt: 0 }),
    );

  it.each([
    ['in order', [said('queued'), said('sent'), said('delivered')], 'delivered'],
    ['in the wrong order', [said('delivered'), said('sent'), said('queued')], 'delivered'],
    ['twice', [said('sent'), said('sent')], 'sent'],
    ['failed after it was sent', [said('sent'), off], 'failed'],
    ['delivered after it failed', [off, said('delivered')], 'failed'],
    ['failed after it was delivered', [said('delivered'), off], 'delivered'],
    ['known after it was not', [lost, said('sent')], 'sent'],
    ['not known after it was', [said('queued'), lost], 'queued'],
    ['of another message', [said('queued'), said('delivered', 'SM2')], 'queued'],
  ])('is heard %s', (_, news, status) => {
    expect(after(...news).status).toBe(status);
  });

  it('is timed by the news that advanced it', () => {
    expect(after(said('queued'), said('sent'), said('queued')).changedAt).toBe(2);
  });

  it('is no change when nothing is new', () => {
    const invitation = invitationDocument({ status: 'sent', reference: 'SM1' });
    expect(advance(invitation, said('sent'), 5)).toBeNull();
  });

  it('keeps what the gateway knows it by, even where the status is old news', () => {
    const invitation = invitationDocument({ status: 'delivered', reference: null });
    expect(advance(invitation, said('queued'), 5)).toMatchObject({
      status: 'delivered',
      reference: 'SM1',
    });
  });

  it('says why it failed, and forgets that when it did not fail after all', () => {
    expect(after(said('sent'), off).reason).toBe('phone_unreachable');
    expect(after(lost, said('delivered')).reason).toBeNull();
  });
});
