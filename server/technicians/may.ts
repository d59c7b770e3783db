import { allPermissions, type Permissions } from '../../common/contract/permissions.ts';
import type { Technician } from '../../common/contract/people.ts';
import type { TechnicianDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';

const nothingAtAll: Permissions = {
  startSessions: false,
  sms: false,
  email: false,
  ownMail: false,
  link: false,
  qr: false,
};

/** What a technician may do: what the group permits, everything without one. */
export async function permissionsOf(
  store: Pick<Store, 'groups'>,
  { groupId }: TechnicianDocument,
): Promise<Permissions> {
  if (groupId === null) return allPermissions;
  // A group that is gone permits nothing: whoever was in it waits for another one.
  return (await store.groups.byId(groupId))?.permissions ?? nothingAtAll;
}

/** A technician as the panel may see one. */
export async function shownToSelf(
  store: Pick<Store, 'groups' | 'credentials'>,
  technician: TechnicianDocument,
): Promise<Technician> {
  const { _id, name, email, role } = technician;
  const [may, factor] = await Promise.all([
    permissionsOf(store, technician),
    store.credentials.secondFactor(_id),
  ]);
  return { id: _id, name, email, role, may, secondFactor: (factor?.confirmedAt ?? null) !== null };
}
