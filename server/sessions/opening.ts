import { STOPPING_RETRY_SECONDS } from '../http/health.ts';
import { HttpError } from '../http/http-error.ts';
import { mustRepeat } from '../http/wish.ts';
import type { SessionDocument, Wish } from '../store/documents.ts';
import { TakenError } from '../store/store.ts';
import { mustBeOpen, mustBelong, mustHoldSeat } from './caller.ts';
import { mustBeFields } from './custom-values.ts';
import { retireLinks } from './links.ts';
import { freshPin, newSession } from './new-session.ts';
import type { Parts, SessionHandlers } from './parts.ts';
import { retirePin, withFreePin } from './pin.ts';
import { createEndSignedOut } from './signed-out.ts';

/** Opening a session, finding one's own, and giving it another PIN. */
export function openingRoutes(
  parts: Parts,
): Pick<SessionHandlers, 'openSession' | 'myOpenSession' | 'newPin'> {
  const { store, clock, company, isStopping, move, publish, viewFor } = parts;
  const endSignedOut = createEndSignedOut(parts);

  /** What a wish has made already; null where it has made nothing yet. Throws `key_reused`. */
  async function madeBy(wish: Wish | undefined): Promise<SessionDocument | null> {
    const made = wish ? await store.sessions.byWish(wish.key) : null;
    if (wish && made) mustRepeat(wish, made.wish);
    return made;
  }

  /** Ends one again that was opened as its place was signed out: nobody who ends those has seen it. */
  async function mustStillBeSignedIn({ technicianId }: SessionDocument, tokenHash: string) {
    if ((await store.signIns.byHash(tokenHash)) !== null) return;
    await endSignedOut(technicianId, (signIn) => signIn === tokenHash);
    throw new HttpError('not_signed_in');
  }

  return {
    async openSession({ body, caller: { technician, tokenHash, may }, wish }) {
      const { device, language = company().defaultLanguage, ...details } = body;
      const made = await madeBy(wish);
      if (made) return viewFor(made, 'technician');
      if (!may.startSessions) throw new HttpError('not_permitted');
      if (isStopping())
        throw new HttpError('server_stopping', { retryAfterSeconds: STOPPING_RETRY_SECONDS });
      mustBeFields(details.custom, company);
      try {
        const session = await withFreePin(async (pin) => {
          const fresh = freshPin(pin, clock.now(), company().pinMinutes);
          const asked = { device, signIn: tokenHash, details, language, wish };
          const opened = newSession(technician, fresh, asked);
          await store.sessions.insert(opened);
          return opened;
        });
        await mustStillBeSignedIn(session, tokenHash);
        publish(session);
        return viewFor(session, 'technician');
      } catch (error) {
        const index = error instanceof TakenError ? error.index : null;
        if (index !== 'openFor' && index !== 'wish') throw error;
        // The same wish may have been sent twice at once: the other one has opened it.
        const other = await madeBy(wish);
        if (other) return viewFor(other, 'technician');
        throw new HttpError('session_already_open');
      }
    },

    async myOpenSession({ caller: { technician } }) {
      const session = await store.sessions.openOf(technician._id);
      return { session: session && viewFor(session, 'technician') };
    },

    async newPin({ params: { id }, caller, seat }) {
      // A new PIN lets somebody else in, as a new session would.
      if (!caller.may.startSessions) throw new HttpError('not_permitted');
      const session = await withFreePin((pin) =>
        move(id, (found) => {
          mustBelong(found, caller);
          mustBeOpen(found);
          mustHoldSeat(found, 'technician', seat);
          if (found.state === 'active') throw new HttpError('session_already_started');
          const now = clock.now();
          return {
            ...retirePin(found, 'expired', now),
            ...retireLinks(found, 'replaced', now),
            ...freshPin(pin, now, company().pinMinutes),
            state: 'waiting',
            seats: { customer: null },
            lastCustomerGeneration:
              found.seats.customer?.generation ?? found.lastCustomerGeneration,
            customerTokenHash: undefined,
            voices: { ...found.voices, customer: null },
            licence: null,
            joinedAt: null,
            connectedAt: null,
          };
        }),
      );
      return viewFor(session, 'technician');
    },
  };
}
