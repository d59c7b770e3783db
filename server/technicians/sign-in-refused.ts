import type { Audit } from '../audit/audit.ts';
import type { TechnicianDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { asTarget } from './own-account-deeds.ts';
import { isWrong } from './wrong-attempts.ts';

/** How often refused sign-ins of one account are noted, in seconds: an attack does not fill the log. */
const NOTED_EVERY_SECONDS = 60;

/**
 * Notes wrong sign-ins in the audit log: for which account, but never what was typed. Those for no
 * account at all are noted as those of one.
 */
export function createRefusedSignIns(store: Store, audit: Audit) {
  const notes = store.counter('sign-in-refused-notes', 1, NOTED_EVERY_SECONDS);
  return async (error: unknown, technician: TechnicianDocument | null): Promise<void> => {
    if (!isWrong(error) || (await notes.add(technician?._id ?? 'nobody')).over) return;
    await audit.note({
      actor: { kind: 'nobody', id: null, name: null },
      action: 'sign_in_refused',
      ...(technician && { target: asTarget(technician) }),
    });
  };
}
