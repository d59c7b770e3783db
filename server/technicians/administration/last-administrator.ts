import { HttpError } from '../../http/http-error.ts';
import type { TechnicianChange, TechnicianDocument } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import { asItWas } from './changed-fields.ts';

/** Whether a technician is an administrator who can act as one. */
export const isActing = ({ role, disabled }: Pick<TechnicianDocument, 'role' | 'disabled'>) =>
  role === 'administrator' && !disabled;

/** Sets fields of a technician whatever its revision is by now; nothing where it is gone. */
async function set(store: Store, id: string, fields: TechnicianChange): Promise<void> {
  for (;;) {
    const found = await store.technicians.byId(id);
    if (found === null || (await store.technicians.change(id, found.revision, fields))) return;
  }
}

/** Puts back what a refused change had changed of a technician. */
export async function undo(
  store: Store,
  before: TechnicianDocument,
  change: TechnicianChange,
): Promise<void> {
  // The address last: somebody may have taken it meanwhile, and all else must be as it was.
  const { email, ...others } = asItWas(before, change);
  await set(store, before._id, others);
  if (email !== undefined) await set(store, before._id, { email });
}

/**
 * Before an administrator stops being one: throws `last_administrator` for the only one there is, so
 * that a refusal changes nothing at all unless two happen at the same moment.
 */
export async function mustNotBeLast(store: Store): Promise<void> {
  if ((await store.technicians.administrators()) < 2) throw new HttpError('last_administrator');
}

/**
 * After it: where nobody is left, the change is put back and `last_administrator` thrown. Of two who
 * make each other a technician at the same moment, whoever wrote last sees that nobody is left.
 */
export async function mustLeaveOne(
  store: Store,
  before: TechnicianDocument,
  change: TechnicianChange,
): Promise<void> {
  if ((await store.technicians.administrators()) > 0) return;
  await undo(store, before, change);
  throw new HttpError('last_administrator');
}
