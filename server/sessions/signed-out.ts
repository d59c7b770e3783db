import type { Clock } from '../clock.ts';
import { HttpError } from '../http/http-error.ts';
import type { Store } from '../store/store.ts';
import { ending } from './course.ts';
import type { Move } from './moves.ts';

/**
 * Ends a technician's open session once the sign-in that holds its seat has been ended, so that no
 * picture goes on to a place that is signed out: every node hears it, and closes the peers. `isOver`
 * says of the hash of a sign-in's token whether it was ended; without it all of them were.
 */
export type EndSignedOut = (
  technicianId: string,
  isOver?: (signIn: string) => boolean,
) => Promise<void>;

export function createEndSignedOut({
  store,
  clock,
  move,
}: {
  store: Pick<Store, 'sessions'>;
  clock: Clock;
  move: Move;
}): EndSignedOut {
  return async function endSignedOut(technicianId, isOver) {
    const open = await store.sessions.openOf(technicianId);
    if (open === null) return;
    await move(open._id, (found) => {
      const { signIn } = found.seats.technician;
      const isHeldElsewhere = isOver && (signIn === undefined || !isOver(signIn));
      if (found.state === 'ended' || isHeldElsewhere) return null;
      return ending(found, 'technician', 'ended', clock.now());
    }).catch((error: unknown) => {
      // It ended long ago and was removed meanwhile.
      if (!(error instanceof HttpError && error.code === 'session_not_found')) throw error;
    });
  };
}
