import { revokeAllOf } from '../../api-tokens/revoking.ts';
import type { AdministratorCaller } from '../../http/handler.ts';
import { HttpError } from '../../http/http-error.ts';
import type { TechnicianDocument } from '../../store/documents.ts';
import { asTarget } from '../own-account-deeds.ts';
import { isActing, mustLeaveOne, mustNotBeLast } from './last-administrator.ts';
import type { Leaving } from './leaving.ts';
import { mustHavePowerOver } from './over-administrators.ts';
import type { Parts, TechnicianHandlers } from './parts.ts';

/**
 * Deleting a technician. First disabled, so that nobody signs in while all goes by which one could;
 * a deletion that is cut short leaves an account that cannot be used, and is done by the next one.
 */
export function createDeleting(
  { store, audit }: Parts,
  leaving: Leaving,
): Pick<TechnicianHandlers, 'deleteTechnician'> {
  async function disable(before: TechnicianDocument): Promise<TechnicianDocument> {
    if (before.disabled) return before;
    if (isActing(before)) await mustNotBeLast(store);
    const change = { disabled: true };
    const disabled = await store.technicians.change(before._id, before.revision, change);
    if (disabled === null) throw new HttpError('changed_meanwhile');
    if (isActing(before)) await mustLeaveOne(store, before, change);
    return disabled;
  }

  async function forget(id: string): Promise<void> {
    await store.credentials.removeAllOf(id);
    await store.devices.removeAllOf(id);
  }

  /** Removes a disabled technician, whatever else was changed of it in between; one of many does. */
  async function remove(disabled: TechnicianDocument, caller: AdministratorCaller): Promise<void> {
    let found: TechnicianDocument | null = disabled;
    while (found !== null) {
      if (!found.disabled) throw new HttpError('changed_meanwhile');
      mustHavePowerOver(caller, found);
      if (await store.technicians.remove(found._id, found.revision)) return;
      found = await store.technicians.byId(disabled._id);
    }
    throw new HttpError('technician_not_found');
  }

  return {
    async deleteTechnician({ params: { id }, revision, caller }) {
      const before = await store.technicians.byId(id);
      if (before === null) throw new HttpError('technician_not_found');
      if (before.revision !== revision) throw new HttpError('changed_meanwhile');
      mustHavePowerOver(caller, before);
      const disabled = await disable(before);
      const { actor } = caller;
      await leaving.signOut(id, actor);
      await revokeAllOf({ store, audit }, id, actor);
      await remove(disabled, caller);
      // Only now: enabled again and made an administrator meanwhile, one keeps all by which one signs in.
      await forget(id);
      await audit.note({ actor, action: 'technician_deleted', target: asTarget(before) });
    },
  };
}
