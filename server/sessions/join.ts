import { HttpError } from '../http/http-error.ts';
import type { SessionDocument } from '../store/documents.ts';
import { hashToken, newToken } from '../tokens.ts';
import { isOpenTo, pinRefusal, refusal, wasUsedUp, type Entrance } from './entrance.ts';
import type { Guess } from './guesses.ts';
import { hashLink, linkRefusal, retireLinks } from './links.ts';
import { givenSeat } from './new-session.ts';
import type { Parts, SessionHandlers } from './parts.ts';
import { isLivePin, retirePin } from './pin.ts';

/**
 * When a join may be repeated, in ms after it. On a bad network the answer can get lost after the
 * PIN was used up. Not at once: of many who try at the same time, from whatever device, one wins.
 */
const REPEAT_FROM_MS = 1000;
const REPEAT_UNTIL_MS = 60_000;

/**
 * Whether this is the same phone asking again because the answer to its join got lost: the same
 * device and PIN or link, a short time after, and nobody has been in the seat that the join gave.
 * The token it is given makes the lost one worthless.
 */
function isRepeated(
  session: SessionDocument,
  entrance: Entrance,
  device: string,
  now: number,
): boolean {
  const { state, joinedAt, seats, lastCustomerGeneration = 0 } = session;
  const seat = seats.customer;
  if (state !== 'joined' || seat === null || joinedAt === null) return false;
  return (
    wasUsedUp(session, entrance) &&
    seat.device === device &&
    seat.generation === lastCustomerGeneration + 1 &&
    seat.awayAt === joinedAt &&
    now - joinedAt >= REPEAT_FROM_MS &&
    now - joinedAt <= REPEAT_UNTIL_MS
  );
}

/** What the customer does with a PIN or a link: finding its session, and joining it. */
export function joinRoutes(
  { store, clock, company, move, viewFor }: Parts,
  guess: Guess,
): Pick<SessionHandlers, 'findSessionByPin' | 'findSessionByLink' | 'joinSession'> {
  return {
    findSessionByPin: ({ body: typed, address }) =>
      guess(address, typed, async () => {
        const session = await store.sessions.byPin(typed.pin, typed.extra);
        const now = clock.now();
        if (session !== null && isLivePin(session, typed, now)) return { id: session._id };
        throw pinRefusal(session ?? (await store.sessions.byFormerPin(typed.pin)), typed, now);
      }),

    async findSessionByLink({ body: { token } }) {
      const hash = hashLink(token);
      const session = await store.sessions.byLink(hash);
      const link = session?.links.find((each) => each.hash === hash);
      if (session === null || link === undefined) throw linkRefusal(session, hash);
      const { voice, language } = link;
      return {
        id: session._id,
        voice,
        language,
        companyName: company().companyName,
        technicianName: session.technicianName,
      };
    },

    joinSession({ params: { id }, body, address }) {
      const { device, language, voice } = body;
      const chosen = ({ voices }: SessionDocument) => ({ ...voices, customer: voice });
      const join = async () => {
        const token = newToken('c');
        const session = await move(id, (found) => {
          const now = clock.now();
          if (isRepeated(found, body, device, now))
            return { customerTokenHash: hashToken(token), language, voices: chosen(found) };
          if (!isOpenTo(found, body, now)) throw refusal(found, body, now);
          return {
            ...retirePin(found, 'used', now),
            ...retireLinks(found, 'used', now),
            state: 'joined',
            seats: { customer: givenSeat((found.lastCustomerGeneration ?? 0) + 1, device, now) },
            customerTokenHash: hashToken(token),
            language,
            voices: chosen(found),
            joinedAt: now,
          };
        }).catch((error: unknown) => {
          const gone = error instanceof HttpError && error.code === 'session_not_found';
          throw gone ? refusal(null, body, clock.now()) : error;
        });
        return { token, session: viewFor(session, 'customer') };
      };
      // A link has too many bits to be guessed: whoever has one joins even where PINs were tried.
      return body.link === undefined ? guess(address, body, join) : join();
    },
  };
}
