import type { AuditActor } from '../../common/contract/administration.ts';
import type { Audit, Deed } from '../audit/audit.ts';
import type { ApiTokenDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';

/** An API token as the audit log names one to which something was done. */
export const asTarget = ({ _id, name }: ApiTokenDocument): NonNullable<Deed['target']> => ({
  kind: 'api_token',
  id: _id,
  name,
});

/**
 * Revokes all API tokens of a maker, noted one by one. They act for an administrator: of whoever is none
 * any more they must not come back to life with the next promotion, long after everybody has forgotten them.
 */
export async function revokeAllOf(
  { store, audit }: { store: Pick<Store, 'apiTokens'>; audit: Pick<Audit, 'note'> },
  makerId: string,
  actor: AuditActor,
): Promise<void> {
  for (const revoked of await store.apiTokens.removeAllOf(makerId))
    await audit.note({ actor, action: 'api_token_revoked', target: asTarget(revoked) });
}
