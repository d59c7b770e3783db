import type { Hello } from '../../common/contract/events.ts';
import type { TechnicianDocument } from '../store/documents.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Store } from '../store/store.ts';
import { createCrowd } from './crowd.ts';
import type { Line } from './line.ts';
import type { SignIns } from './sign-ins.ts';

/** Normal closure (RFC 6455, 7.4.1): a newer line has taken this one's place. */
const REPLACED = 1000;

/** How many lines of one technician are kept: one for each browser profile that is signed in. */
const LINES_OF_A_TECHNICIAN = 20;

interface TechnicianLine {
  line: Line;
  /** Reads what there is to know, and says it if it is new. */
  look(): void;
  /** The open session that was said last, as `id revision`. */
  said(): string;
}

/** The lines of technicians: who one is, and one's open session as far as a closed panel must know it. */
export interface TechnicianLines {
  admit(line: Line, hello: Hello): Promise<void>;
  stop(): void;
}

export function createTechnicianLines(
  sessions: Sessions,
  store: Store,
  signIns: SignIns,
  failed: (error: unknown) => void,
): TechnicianLines {
  const lines = createCrowd<TechnicianLine>(LINES_OF_A_TECHNICIAN, ({ line }) =>
    line.close(REPLACED),
  );

  function lineOf(line: Line, { _id }: TechnicianDocument): TechnicianLine {
    let said: string | undefined;
    let looking = false;
    let again = false;

    async function look(): Promise<void> {
      const found = await store.sessions.openOf(_id);
      const openSession = found && { id: found._id, revision: found.revision, state: found.state };
      const news = openSession === null ? '' : `${openSession.id} ${openSession.revision}`;
      if (news === said) return;
      said = news;
      line.send({ type: 'technician', technician, openSession });
    }

    return {
      line,
      said: () => said ?? '',
      // One look at a time, and one more if something happened meanwhile: none overtakes another.
      async look() {
        again = true;
        if (looking) return;
        looking = true;
        try {
          while (again && !line.isOver()) {
            again = false;
            await look();
          }
        } catch (error) {
          failed(error);
        } finally {
          looking = false;
        }
      },
    };
  }

  const forget = [
    sessions.onChange(({ technicianId }) => {
      for (const one of lines.of(technicianId)) one.look();
    }),
    sessions.onSweep((open) => {
      const now = new Map(
        open.map(({ technicianId, _id, revision }) => [technicianId, `${_id} ${revision}`]),
      );
      for (const [technicianId, one] of lines.entries())
        if ((now.get(technicianId) ?? '') !== one.said()) one.look();
    }),
  ];

  return {
    async admit(line, { token }) {
      const { technician } = await signIns.keep(token, line);
      if (line.isOver()) return;
      const one = lineOf(line, technician);
      lines.add(technician._id, one);
      line.onClose(() => lines.remove(technician._id, one));
      one.look();
    },
    stop: () => forget.forEach((each) => each()),
  };
}
