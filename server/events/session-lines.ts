import type { Hello } from '../../common/contract/events.ts';
import { otherSide, sides, type Side } from '../../common/contract/session.ts';
import { HttpError } from '../http/http-error.ts';
import { mustBelong, mustHoldSeat, sideOf, type SessionCaller } from '../sessions/caller.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SessionDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { createCrowd } from './crowd.ts';
import { refuseFor, type Line } from './line.ts';
import type { SignIns } from './sign-ins.ts';

/** Normal closure (RFC 6455, 7.4.1): there is nothing more to come. */
const NOTHING_MORE = 1000;

/** How many lines of a session each side may keep: its document, its reconnects, a script or two. */
const LINES_OF_A_SIDE = 6;

/** Each side has its own lines, so that one cannot crowd the other out. */
const sideKey = (id: string, side: Side) => `${id} ${side}`;

interface SessionLine {
  hear(session: SessionDocument): void;
  line: Line;
}

/** The lines of sessions: the whole session as that side may see it, at once and at every change. */
export interface SessionLines {
  /** Lets whoever said hello hear of a session, or refuses. */
  admit(line: Line, id: string, hello: Hello): Promise<void>;
  stop(): void;
}

export function createSessionLines(
  sessions: Sessions,
  store: Store,
  signIns: SignIns,
): SessionLines {
  const lines = createCrowd<SessionLine>(LINES_OF_A_SIDE, ({ line }) => line.close(NOTHING_MORE));
  const forget = sessions.onChange((session) => {
    for (const side of sides)
      for (const { hear } of lines.of(sideKey(session._id, side))) hear(session);
  });
  const forgetCallable = sessions.onCallable((id, side) => {
    for (const { line } of lines.of(sideKey(id, otherSide(side)))) line.send({ type: 'callable' });
  });

  async function whoSays(line: Line, id: string, { token }: Hello): Promise<SessionCaller> {
    if (!token.startsWith('c_')) return await signIns.keep(token, line);
    const customer = await sessions.authenticateCustomer(id, token);
    if (customer === null) throw new HttpError('seat_refused');
    return customer;
  }

  /** Tells one line of a session, each time only what it does not know yet. */
  function teller(line: Line, caller: SessionCaller, seat: number | undefined) {
    const side = sideOf(caller);
    let revision = -1;
    let said = '';
    let inSeat = false;

    return function tell(session: SessionDocument): void {
      if (line.isOver() || session.revision < revision) return;
      revision = session.revision;
      try {
        mustBelong(session, caller);
        if (session.state !== 'ended') mustHoldSeat(session, side, seat);
      } catch (error) {
        return refuseFor(line, error);
      }
      const view = sessions.viewFor(session, side);
      const news = JSON.stringify({ ...view, now: 0 });
      if (news !== said) line.send({ type: 'session', session: view });
      said = news;
      if (session.state === 'ended') return line.close(NOTHING_MORE);
      if (inSeat || seat === undefined) return;
      inSeat = true;
      const socket = sessions.seatOpened(session, side);
      line.onReport(socket.reports);
      line.onClose(socket.closed);
    };
  }

  return {
    async admit(line, id, hello) {
      const caller = await whoSays(line, id, hello);
      if (line.isOver()) return;
      // First of all: a line takes the place of another, which must not be a stranger's to take.
      mustBelong((await store.sessions.byId(id)) ?? refuseMissing(), caller);
      if (line.isOver()) return;
      const tell = teller(line, caller, hello.seat);
      // What changes while the session is being read must not be missed, nor overtake it.
      let newest: SessionDocument | null = null;
      const one: SessionLine = {
        line,
        hear(session) {
          if (newest === null || session.revision > newest.revision) newest = session;
        },
      };
      const key = sideKey(id, sideOf(caller));
      lines.add(key, one);
      const unwatch = sessions.watch(id);
      line.onClose(() => {
        lines.remove(key, one);
        unwatch();
      });
      one.hear((await store.sessions.byId(id)) ?? refuseMissing());
      one.hear = tell;
      if (newest !== null) tell(newest);
    },
    stop() {
      forget();
      forgetCallable();
    },
  };
}

function refuseMissing(): never {
  throw new HttpError('session_not_found');
}
