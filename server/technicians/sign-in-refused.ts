import type { Logger } from 'pino';
import type { Audit } from '../audit/audit.ts';
import type { TechnicianDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { asTarget } from './own-account-deeds.ts';
import { isWrong } from './wrong-attempts.ts';

/** How often refused sign-ins of one account are noted, in seconds: an attack does not fill the log. */
const NOTED_EVERY_SECONDS = 60;

/** Wrong sign-ins, as the audit log tells of them. */
export interface RefusedSignIns {
  /**
   * Notes one that was wrong: for which account, but never what was typed. Those for no account at all
   * are noted as those of one. Nobody waits for it: the time to the answer would tell whether a line
   * was written, and so whether the account is there.
   */
  note(error: unknown, technician: TechnicianDocument | null): void;
  /** Resolves when all lines are written. */
  settled(): Promise<void>;
}

export function createRefusedSignIns({
  store,
  audit,
  log,
}: {
  store: Pick<Store, 'counter'>;
  audit: Pick<Audit, 'note'>;
  log: Logger;
}): RefusedSignIns {
  const notes = store.counter('sign-in-refused-notes', 1, NOTED_EVERY_SECONDS);
  const underWay = new Set<Promise<void>>();

  async function write(technician: TechnicianDocument | null): Promise<void> {
    if ((await notes.add(technician?._id ?? 'nobody')).over) return;
    await audit.note({
      actor: { kind: 'nobody', id: null, name: null },
      action: 'sign_in_refused',
      ...(technician && { target: asTarget(technician) }),
    });
  }

  return {
    note(error, technician) {
      if (!isWrong(error)) return;
      const writing = write(technician)
        .catch((failure: unknown) =>
          log.error({ err: failure }, 'a refused sign-in could not be noted'),
        )
        .finally(() => underWay.delete(writing));
      underWay.add(writing);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
