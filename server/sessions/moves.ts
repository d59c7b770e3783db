import { legalMoves } from '../../common/contract/session.ts';
import { HttpError } from '../http/http-error.ts';
import type { SessionChange, SessionDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import type { SessionListener } from './news.ts';

/**
 * How often a rule is asked again because somebody else changed the session in between. Each time
 * somebody won, so that even twenty at once are all answered.
 */
const TRIES = 50;

/**
 * Decides on a session as it stands: what to change, or null to leave it as it is. Throws HttpError
 * for what the caller must be told. May be asked more than once.
 */
export type Rule = (session: SessionDocument) => SessionChange | null;

/** Applies a rule to a session and gives the session as it then is. */
export type Move = (id: string, rule: Rule) => Promise<SessionDocument>;

/**
 * The one way a session changes: read, ask the rule, compare-and-set on the revision that was read,
 * and again from the start if it has changed meanwhile. So of two joins, two starts, or a start and
 * an end, the second one decides on what the first one made. `atEnd` says what changes with every end,
 * whoever decides it. Throws `session_not_found`.
 */
export function createMove(
  store: Store,
  publish: SessionListener,
  atEnd: (session: SessionDocument) => SessionChange,
): Move {
  return async function move(id, rule) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const session = await store.sessions.byId(id);
      if (session === null) throw new HttpError('session_not_found');
      const asked = rule(session);
      if (asked === null) return session;
      const change = asked.state === 'ended' ? { ...asked, ...atEnd(session) } : asked;
      if (change.state !== undefined && !legalMoves[session.state].includes(change.state))
        throw new Error(`no move leads from ${session.state} to ${change.state}`);
      const changed = await store.sessions.change(id, { revision: session.revision }, change);
      if (changed !== null) {
        publish(changed);
        return changed;
      }
    }
    throw new HttpError('session_changed');
  };
}
