import type { TechnicianAccount } from '../../../common/contract/people.ts';
import type { TechnicianDocument } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';

/** Technicians as an administrator sees them, in the same order; one look at the store for all. */
export async function accountsOf(
  store: Pick<Store, 'credentials'>,
  technicians: readonly TechnicianDocument[],
): Promise<TechnicianAccount[]> {
  const credentials = await store.credentials.of(technicians.map(({ _id }) => _id));
  const withPassword = new Set<string>();
  const withFactor = new Set<string>();
  for (const one of credentials) {
    if (one.kind === 'password') withPassword.add(one.technicianId);
    else if (one.confirmedAt !== null) withFactor.add(one.technicianId);
  }
  return technicians.map(
    ({ _id, revision, email, name, role, groupId, disabled, createdAt: created }) => ({
      id: _id,
      revision,
      email,
      name,
      role,
      groupId,
      disabled,
      hasPassword: withPassword.has(_id),
      secondFactor: withFactor.has(_id),
      created,
    }),
  );
}

/** One technician as an administrator sees one. */
export async function accountOf(
  store: Pick<Store, 'credentials'>,
  technician: TechnicianDocument,
): Promise<TechnicianAccount> {
  const [account] = await accountsOf(store, [technician]);
  return account!;
}
