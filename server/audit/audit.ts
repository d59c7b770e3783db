import { randomBytes } from 'node:crypto';
import type { AuditAction, AuditActor } from '../../common/contract/administration.ts';
import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import { onePage } from '../http/page.ts';
import { SCHEMA_VERSION, type TechnicianDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';

/** What somebody did. `changed` names fields, never their values: those may be somebody's. */
export interface Deed {
  actor: AuditActor;
  action: AuditAction;
  target?: { kind: string; id: string; name: string | null };
  changed?: string[];
}

/** The log of who changed what and when: it only ever grows. */
export interface Audit {
  note(deed: Deed): Promise<void>;
  /** Hears of every deed that was noted by this server, until the function it gives is called. */
  onDeed(listener: (deed: Deed) => void): () => void;
  handlers: Pick<Handlers, 'listAudit'>;
}

/** A signed-in technician as the one who did something. */
export const byTechnician = ({
  _id,
  name,
}: Pick<TechnicianDocument, '_id' | 'name'>): AuditActor => ({
  kind: 'technician',
  id: _id,
  name,
});

export function createAudit({ store, clock }: { store: Store; clock: Clock }): Audit {
  let noted = 0;
  const listeners = new Set<(deed: Deed) => void>();
  return {
    async note(deed) {
      const { actor, action, target = null, changed = [] } = deed;
      const at = clock.now();
      // The time first, then the count: so ids stand in the order of time, also within one ms. What is
      // random keeps those of two servers apart.
      const count = String(noted++).padStart(10, '0');
      const _id = `${String(at).padStart(15, '0')}-${count}-${randomBytes(8).toString('hex')}`;
      await store.audit.append({
        _id,
        schema: SCHEMA_VERSION,
        at,
        actor,
        action,
        target,
        changed,
      });
      for (const listener of listeners) listener(deed);
    },
    onDeed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    handlers: {
      listAudit: ({ query }) =>
        onePage(query, {
          read: (part) => store.audit.list(part),
          placeOf: ({ _id }) => _id,
          show: ({ _id, at, actor, action, target, changed }) => ({
            id: _id,
            at,
            actor,
            action,
            target,
            changed,
          }),
        }),
    },
  };
}
