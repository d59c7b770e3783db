import type { AuditAction } from '../../common/contract/administration.ts';
import { byTechnician, type Deed } from '../audit/audit.ts';
import type { TechnicianDocument } from '../store/documents.ts';

/** An account as what something was done to. */
export const accountOf = ({ _id, name }: TechnicianDocument): NonNullable<Deed['target']> => ({
  kind: 'technician',
  id: _id,
  name,
});

/** What a technician did to the own account, for the audit log. */
export const ownDeed = (technician: TechnicianDocument, action: AuditAction): Deed => ({
  actor: byTechnician(technician),
  action,
  target: accountOf(technician),
});
