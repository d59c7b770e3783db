import type { AuditActor } from '../../../common/contract/administration.ts';
import { revokeAllOf } from '../../api-tokens/revoking.ts';
import { HttpError } from '../../http/http-error.ts';
import type { TechnicianChange, TechnicianDocument } from '../../store/documents.ts';
import { TakenError } from '../../store/store.ts';
import { asTarget } from '../own-account-deeds.ts';
import { accountOf } from './account-view.ts';
import { deedsOf } from './change-deeds.ts';
import { realChange } from './changed-fields.ts';
import { isActing, mustLeaveOne, mustNotBeLast, undo } from './last-administrator.ts';
import type { Leaving } from './leaving.ts';
import { mustHavePowerOver } from './over-administrators.ts';
import type { Parts, TechnicianHandlers } from './parts.ts';

/**
 * Changing a technician. What one may do holds at once; being disabled or made an administrator ends one's
 * sign-ins.
 */
export function createChanging(
  { store, audit }: Parts,
  leaving: Leaving,
): Pick<TechnicianHandlers, 'changeTechnician'> {
  const groupIsThere = async (groupId: string | null | undefined) =>
    groupId === undefined || groupId === null || (await store.groups.byId(groupId)) !== null;

  /**
   * Who is made an administrator comes in as one: by a new sign-in, from devices that are not known yet, and
   * by another password where a script may know it, which would else have an administrator's account.
   */
  async function beginAnew(id: string, actor: AuditActor): Promise<void> {
    const password = await store.credentials.password(id);
    if (password?.byScript) await store.credentials.removePassword(id, password.hash);
    await store.devices.removeAllOf(id);
    await leaving.signOut(id, actor);
  }

  async function write(
    before: TechnicianDocument,
    change: TechnicianChange,
  ): Promise<TechnicianDocument> {
    const { _id, revision } = before;
    const changed = await store.technicians
      .change(_id, revision, change)
      .catch((error: unknown) => {
        throw error instanceof TakenError ? new HttpError('email_taken') : error;
      });
    if (changed === null) throw new HttpError('changed_meanwhile');
    if (isActing(before) && !isActing(changed)) await mustLeaveOne(store, before, change);
    if (!(await groupIsThere(change.groupId))) {
      // It was deleted meanwhile.
      await undo(store, before, change);
      throw new HttpError('group_not_found');
    }
    return changed;
  }

  return {
    async changeTechnician({ params: { id }, body, revision, caller }) {
      const before = await store.technicians.byId(id);
      if (before === null) throw new HttpError('technician_not_found');
      if (before.revision !== revision) throw new HttpError('changed_meanwhile');
      const change: TechnicianChange = realChange<TechnicianDocument>(before, body);
      mustHavePowerOver(caller, before, { ...before, ...change });
      if (Object.keys(change).length === 0) return await accountOf(store, before);
      if (!(await groupIsThere(change.groupId))) throw new HttpError('group_not_found');
      const { actor } = caller;
      const willAct = isActing({ ...before, ...change });
      if (isActing(before) && !willAct) await mustNotBeLast(store);
      // A sign-in that was being made as its technician was disabled must not hold again.
      if (change.disabled === false) await store.signIns.removeAllOf(id);
      // What a crash has left of an earlier time as an administrator must not either.
      if (!isActing(before) && willAct) await revokeAllOf({ store, audit }, id, actor);

      const changed = await write(before, change);
      // A link that was sent to the former address must not work for whoever reads it there; nor may
      // one that a script was given for a technician work for an administrator.
      if (change.email !== undefined || change.role === 'administrator')
        await store.oneTimeLinks.removeAllOf(id);
      const target = asTarget(changed);
      for (const deed of deedsOf(change)) await audit.note({ actor, target, ...deed });
      if (isActing(before) && !willAct) await revokeAllOf({ store, audit }, id, actor);
      if (change.role === 'administrator') await beginAnew(id, actor);
      if (change.disabled === true) await leaving.signOut(id, actor);
      return await accountOf(store, changed);
    },
  };
}
