import type { AuditAction } from '../../common/contract/administration.ts';
import { byTechnician, type Deed } from '../audit/audit.ts';
import type { TechnicianDocument } from '../store/documents.ts';

/** A technician as the audit log names one to whom something was done. */
export const asTarget = ({
  _id,
  name,
}: Pick<TechnicianDocument, '_id' | 'name'>): NonNullable<Deed['target']> => ({
  kind: 'technician',
  id: _id,
  name,
});

/** What a technician did to the own account, for the audit log. */
export const ownDeed = (technician: TechnicianDocument, action: AuditAction): Deed => ({
  actor: byTechnician(technician),
  action,
  target: asTarget(technician),
});
