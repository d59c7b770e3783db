import type { Move } from '../sessions/moves.ts';
import { HttpError } from '../http/http-error.ts';
import type { InvitationDocument } from '../store/documents.ts';
import type { Clock } from '../clock.ts';
import { advance } from './advance.ts';
import type { Outcome } from './transport.ts';

/**
 * Notes what became of an invitation, where it is news. Gives the invitation as it then stands; null
 * for one that no session has, or that the gateway knows by another reference.
 */
export type Record = (
  sessionId: string,
  invitationId: string,
  outcome: Outcome,
) => Promise<InvitationDocument | null>;

export function createRecord(move: Move, clock: Clock): Record {
  return async function record(sessionId, invitationId, outcome) {
    try {
      const session = await move(sessionId, ({ invitations }) => {
        const found = invitations.find(({ id }) => id === invitationId);
        const advanced = found && advance(found, outcome, clock.now());
        if (!advanced) return null;
        return { invitations: invitations.map((each) => (each === found ? advanced : each)) };
      });
      const found = session.invitations.find(({ id }) => id === invitationId);
      const isIts = outcome.reference === null || found?.reference === outcome.reference;
      return found && isIts ? found : null;
    } catch (error) {
      if (error instanceof HttpError && error.code === 'session_not_found') return null;
      throw error;
    }
  };
}
