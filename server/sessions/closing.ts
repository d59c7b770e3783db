import { onePage } from '../http/page.ts';
import type { SessionDocument } from '../store/documents.ts';
import { ending } from './course.ts';
import type { Parts, SessionHandlers } from './parts.ts';

/** Where a session stands among the others: by the time it was opened, two of one ms by their ids. */
const placeOf = ({ createdAt, _id }: SessionDocument) =>
  `${String(createdAt).padStart(15, '0')}-${_id}`;

/** What an administrator sees and does of sessions: which are on, and ending one. */
export function closingRoutes({
  store,
  clock,
  audit,
  move,
}: Parts): Pick<SessionHandlers, 'listSessions' | 'closeSession'> {
  return {
    listSessions: ({ query }) =>
      onePage(query, {
        // As many as technicians at work: no more than each sweep reads every second.
        async read({ after, limit }) {
          const open = (await store.sessions.open()).filter(
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
      let closed = false;
      await move(id, (found) => {
        closed = found.state !== 'ended';
        return closed ? ending(found, 'administrator', 'closed', clock.now()) : null;
      });
      const target = { kind: 'session', id, name: null };
      if (closed) await audit.note({ actor, action: 'session_closed', target });
    },
  };
}
