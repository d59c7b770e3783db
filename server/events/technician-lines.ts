import type { Hello } from '../../common/contract/events.ts';
import type { Technician } from '../../common/contract/people.ts';
import type { OpenSession, PanelSettings } from '../../common/contract/views.ts';
import type { SessionDocument } from '../store/documents.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Store } from '../store/store.ts';
import { eachShownToSelf, shownToSelf } from '../technicians/may.ts';
import { createCrowd } from './crowd.ts';
import type { Line } from './line.ts';
import type { OnNews } from './panel-news.ts';
import type { SignIns } from './sign-ins.ts';
import { technicianLine, type TechnicianLine, type TechnicianNews } from './technician-line.ts';

/** Normal closure (RFC 6455, 7.4.1): a newer line has taken this one's place. */
const REPLACED = 1000;

/** How many lines of one technician are kept: one for each browser profile that is signed in. */
const LINES_OF_A_TECHNICIAN = 20;

/** What a panel must know of the settings, for a technician who may do so much. */
export type SettingsFor = (may: Technician['may']) => PanelSettings;

/** The lines of technicians: who one is and what one may, the settings, and one's open session. */
export interface TechnicianLines {
  admit(line: Line, hello: Hello): Promise<void>;
  /** Resolves when nothing is being looked at any more. */
  stop(): Promise<void>;
}

const asOpen = (found: SessionDocument | null | undefined): OpenSession | null =>
  found ? { id: found._id, revision: found.revision, state: found.state } : null;

export function createTechnicianLines({
  sessions,
  store,
  signIns,
  settingsFor,
  onNews,
  failed,
}: {
  sessions: Sessions;
  store: Store;
  signIns: SignIns;
  settingsFor: SettingsFor;
  onNews: OnNews;
  failed(error: unknown): void;
}): TechnicianLines {
  const lines = createCrowd<TechnicianLine>(LINES_OF_A_TECHNICIAN, ({ line }) =>
    line.close(REPLACED),
  );

  const newsOf = (technician: Technician, openSession: OpenSession | null): TechnicianNews => ({
    type: 'technician',
    technician,
    openSession,
    settings: settingsFor(technician.may),
  });

  async function newsNow(id: string): Promise<TechnicianNews | null> {
    const found = await store.technicians.byId(id);
    // Whoever is gone is signed out: the look at the sign-ins ends the line.
    if (found === null) return null;
    const technician = await shownToSelf(store, found);
    return newsOf(technician, asOpen(await store.sessions.openOf(id)));
  }

  /** A look at all lines in a few queries; those to which it is news then look for themselves. */
  async function lookAtAll(open: readonly SessionDocument[] | null): Promise<void> {
    const held = lines.entries();
    const ids = [...new Set([...held].map(([id]) => id))];
    if (ids.length === 0) return;
    const technicians = await eachShownToSelf(store, ids);
    const sessionsNow = open ?? (await store.sessions.open());
    const openOf = new Map(sessionsNow.map((session) => [session.technicianId, session]));
    for (const [id, one] of held) {
      const technician = technicians.get(id);
      if (technician && one.isNews(newsOf(technician, asOpen(openOf.get(id))))) void one.look();
    }
  }

  let looking: Promise<void> | undefined;

  /** After the look that is under way, which may have read what it read before there was news. */
  function lookNext(open: readonly SessionDocument[] | null): void {
    const next: Promise<void> = (looking ?? Promise.resolve())
      .then(() => lookAtAll(open))
      .catch(failed)
      .finally(() => {
        if (looking === next) looking = undefined;
      });
    looking = next;
  }

  const forget = [
    sessions.onChange(({ technicianId }) => {
      for (const one of lines.of(technicianId)) void one.look();
    }),
    sessions.onSweep((open) => {
      if (looking === undefined) lookNext(open);
    }),
    onNews(() => lookNext(null)),
  ];

  return {
    async admit(line, { token }) {
      const { technician } = await signIns.keep(token, line);
      if (line.isOver()) return;
      const one = technicianLine(line, () => newsNow(technician._id), failed);
      lines.add(technician._id, one);
      line.onClose(() => lines.remove(technician._id, one));
      void one.look();
    },
    async stop() {
      for (const each of forget) each();
      await looking;
    },
  };
}
