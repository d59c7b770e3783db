import type { InvitationDocument } from '../store/documents.ts';
import type { Outcome } from './transport.ts';

const rank: Readonly<Record<InvitationDocument['status'], number>> = {
  sending: 0,
  queued: 1,
  sent: 2,
  delivered: 3,
  failed: 3,
};

/** How far an invitation has come. One of which nothing is known can still turn out either way. */
function progress({ status, reason }: Pick<InvitationDocument, 'status' | 'reason'>): number {
  return reason === 'unknown_outcome' ? 0.5 : rank[status];
}

/**
 * An invitation after news of it; null where they are no news. Gateways tell things twice and in the
 * wrong order: a status only ever advances, and news of another message of the gateway are not heard.
 */
export function advance(
  invitation: InvitationDocument,
  { status, reason, reference }: Outcome,
  now: number,
): InvitationDocument | null {
  const known = invitation.reference;
  if (known !== null && reference !== null && known !== reference) return null;
  const referred = { ...invitation, reference: known ?? reference };
  if (progress({ status, reason }) > progress(invitation))
    return { ...referred, status, reason, changedAt: now };
  return referred.reference === known ? null : referred;
}

/** Whether nothing more will be heard of an invitation. For an e-mail, sent is the last that is known. */
export function isSettled({ way, status }: InvitationDocument): boolean {
  return status === 'failed' || status === 'delivered' || (way === 'email' && status === 'sent');
}
