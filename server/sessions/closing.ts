import type { AuditActor } from '../../common/contract/administration.ts';
import { onePage } from '../http/page.ts';
import type { SessionDocument } from '../store/documents.ts';
import { ending } from './course.ts';
import type { Parts, SessionHandlers } from './parts.ts';

/** Where a session stands among the others: by the time it was opened, two of one ms by their ids. */
const placeOf = ({ createdAt, _id }: SessionDocument) =>
  `${String(createdAt).padStart(15, '0')}-${_id}`;

/** Ends a session from outside and notes who did; one that is over stays as it is. Throws `session_not_found`. */
export async function close(
  { move, clock, audit }: Pick<Parts, 'move' | 'clock' | 'audit'>,
  id: string,
  actor: AuditActor,
): Promise<void> {
  let closed = false;
  await move(id, (found) => {
    closed = found.state !== 'ended';
    return closed ? ending(found, 'administrator', 'closed', clock.now()) : null;
  });
  const target = { kind: 'session', id, name: null };
  if (closed) await audit.note({ actor, action: 'session_closed', target });
}

/** What an administrator sees and does of sessions: which are on, and ending one. */
export function closingRoutes(
  parts: Parts,
): Pick<SessionHandlers, 'listSessions' | 'closeSession'> {
  return {
    listSessions: ({ query }) =>
      onePage(query, {
        // As many as technicians at work: no more than each sweep reads every second.
        async read({ after, limit }) {
          const open = (await parts.store.sessions.open()).filter(
            (session) => after === undefined || placeOf(session) < after,
          );
          return open
            .sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1))
            .slice(0, limit);
        },
        placeOf,
        show: ({ _id, revision, state, technicianId, technicianName, createdAt, startedAt }) => ({
          id: _id,
          revision,
          state,
          technician: { id: technicianId, name: technicianName },
          created: createdAt,
          started: startedAt,
        }),
      }),

    async closeSession({ params: { id }, caller: { actor } }) {
      await close(parts, id, actor);
    },
  };
}
