import { allPermissions, type Permissions } from '../../common/contract/permissions.ts';
import type { Technician } from '../../common/contract/people.ts';
import type { SecondFactorDocument, TechnicianDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { holds } from './second-factor-code.ts';

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

function shown(
  { _id, name, email, role }: TechnicianDocument,
  may: Permissions,
  factor: SecondFactorDocument | null | undefined,
): Technician {
  return { id: _id, name, email, role, may, secondFactor: holds(factor) };
}

/** A technician as the panel may see one. */
export async function shownToSelf(
  store: Pick<Store, 'groups' | 'credentials'>,
  technician: TechnicianDocument,
): Promise<Technician> {
  const [may, factor] = await Promise.all([
    permissionsOf(store, technician),
    store.credentials.secondFactor(technician._id),
  ]);
  return shown(technician, may, factor);
}

/** Technicians as their panels may see them, by id: three queries, however many they are. */
export async function eachShownToSelf(
  store: Pick<Store, 'technicians' | 'groups' | 'credentials'>,
  ids: readonly string[],
): Promise<Map<string, Technician>> {
  const [technicians, factors] = await Promise.all([
    store.technicians.byIds(ids),
    store.credentials.secondFactors(ids),
  ]);
  const groupIds = new Set(technicians.flatMap(({ groupId }) => groupId ?? []));
  const groups = groupIds.size > 0 ? await store.groups.byIds([...groupIds]) : [];
  return new Map(
    technicians.map((technician) => {
      const { _id, groupId } = technician;
      const group = groups.find((each) => each._id === groupId);
      const may = groupId === null ? allPermissions : (group?.permissions ?? nothingAtAll);
      const factor = factors.find(({ technicianId }) => technicianId === _id);
      return [_id, shown(technician, may, factor)];
    }),
  );
}
