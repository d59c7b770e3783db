import type { ErrorCode } from '../../common/contract/errors.ts';
import { HttpError } from '../http/http-error.ts';
import type { SessionDocument } from '../store/documents.ts';
import { hashToken, newToken } from '../tokens.ts';
import type { Guess } from './guesses.ts';
import { givenSeat } from './opening.ts';
import type { Parts, SessionHandlers } from './parts.ts';
import { livePin, retirePin, whatBecameOf } from './pin.ts';
import { customerView } from './views.ts';

/**
 * When a join may be repeated, in ms after it. On a bad network the answer can get lost after the
 * PIN was used up. Not at once: of many who try at the same time, from whatever device, one wins.
 */
const REPEAT_FROM_MS = 1000;
const REPEAT_UNTIL_MS = 60_000;

const refusals: Record<'used' | 'expired', ErrorCode> = {
  used: 'pin_used',
  expired: 'pin_expired',
};

/** What whoever types this PIN for this session is told. */
function refusal(session: SessionDocument | null, pin: string): HttpError {
  const became = session === null ? undefined : whatBecameOf(session, pin);
  if (became === undefined) return new HttpError('pin_wrong');
  return new HttpError(session?.state === 'ended' ? 'session_ended' : refusals[became]);
}

/**
 * Whether this is the same phone asking again because the answer to its join got lost: the same
 * device and PIN, a short time after, and nobody has been in the seat that the join gave. The token
 * it is given makes the lost one worthless.
 */
function isRepeated(session: SessionDocument, pin: string, device: string, now: number): boolean {
  const { state, joinedAt, formerPins, seats, lastCustomerGeneration = 0 } = session;
  const seat = seats.customer;
  if (state !== 'joined' || seat === null || joinedAt === null) return false;
  return (
    formerPins.at(-1)?.pin === pin &&
    seat.device === device &&
    seat.generation === lastCustomerGeneration + 1 &&
    seat.awayAt === joinedAt &&
    now - joinedAt >= REPEAT_FROM_MS &&
    now - joinedAt <= REPEAT_UNTIL_MS
  );
}

/** What the customer does with a PIN: finding its session, and joining it. */
export function joinRoutes(
  { store, clock, settings, move }: Parts,
  guess: Guess,
): Pick<SessionHandlers, 'findSessionByPin' | 'joinSession'> {
  return {
    findSessionByPin: ({ body: { pin }, address }) =>
      guess(address, async () => {
        const session = await store.sessions.byPin(pin);
        if (session !== null && livePin(session, clock.now()) === pin) return { id: session._id };
        const former = session ?? (await store.sessions.byFormerPin(pin));
        const became = former === null ? undefined : whatBecameOf(former, pin);
        throw new HttpError(became === undefined ? 'pin_wrong' : refusals[became]);
      }),

    joinSession: ({ params: { id }, body: { pin, device, language, voice }, address }) =>
      guess(address, async () => {
        const token = newToken('c');
        const session = await move(id, (found) => {
          const now = clock.now();
          if (isRepeated(found, pin, device, now))
            return { customerTokenHash: hashToken(token), language, voice };
          if (livePin(found, now) !== pin) throw refusal(found, pin);
          return {
            ...retirePin(found, 'used', now),
            state: 'joined',
            seats: { customer: givenSeat((found.lastCustomerGeneration ?? 0) + 1, device, now) },
            customerTokenHash: hashToken(token),
            language,
            voice,
            joinedAt: now,
          };
        }).catch((error: unknown) => {
          const gone = error instanceof HttpError && error.code === 'session_not_found';
          throw gone ? refusal(null, pin) : error;
        });
        return { token, session: customerView(session, clock.now(), settings) };
      }),
  };
}
