import type { AuditActor } from '../../../common/contract/administration.ts';
import { close } from '../../sessions/closing.ts';
import type { SessionDocument } from '../../store/documents.ts';
import { StoreUnavailableError } from '../../store/store.ts';
import type { Parts } from './parts.ts';

/** What becomes of whoever may no longer work. */
export interface Leaving {
  /** Signs a technician out everywhere, takes one-time links back, and ends an open session. */
  signOut(technicianId: string, actor: AuditActor): Promise<void>;
  /** Ends the look at other nodes' sessions; resolves when nothing is being ended any more. */
  stop(): Promise<void>;
}

/**
 * Ends what a technician who is disabled or deleted has open: at once where it is asked for, and at
 * each sweep. A session that was being opened at that very moment, or whose end a crash has prevented,
 * is found by that, on whichever node.
 */
export function createLeaving({ store, clock, audit, sessions, log }: Parts): Leaving {
  const end = ({ _id }: SessionDocument, actor: AuditActor): Promise<void> =>
    close({ move: sessions.move, clock, audit }, _id, actor);

  async function look(open: readonly SessionDocument[]): Promise<void> {
    if (open.length === 0) return;
    const found = await store.technicians.byIds(open.map(({ technicianId }) => technicianId));
    const working = new Set(found.filter(({ disabled }) => !disabled).map(({ _id }) => _id));
    for (const session of open)
      if (!working.has(session.technicianId))
        await end(session, { kind: 'nobody', id: null, name: null });
  }

  let looking: Promise<void> | undefined;
  const forget = sessions.onSweep((open) => {
    looking ??= look(open)
      .catch((error: unknown) => {
        // The next sweep looks again.
        if (error instanceof StoreUnavailableError)
          log.debug('nobody is looked for: the store is away');
        else log.error({ err: error }, 'a session of whoever left could not be ended');
      })
      .finally(() => (looking = undefined));
  });

  return {
    async signOut(technicianId, actor) {
      await store.signIns.removeAllOf(technicianId);
      await store.oneTimeLinks.removeAllOf(technicianId);
      const open = await store.sessions.openOf(technicianId);
      if (open !== null) await end(open, actor);
    },
    async stop() {
      forget();
      await looking;
    },
  };
}
