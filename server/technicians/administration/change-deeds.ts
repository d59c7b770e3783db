import type { Deed } from '../../audit/audit.ts';
import type { TechnicianChange } from '../../store/documents.ts';

type Told = Pick<Deed, 'action' | 'changed'>;

/**
 * What a change of a technician is in the audit log. Which way somebody was disabled or promoted is what
 * the log is read for, and personal to nobody; of all else it names the fields, and no values.
 */
export function deedsOf({ disabled, role, ...rest }: TechnicianChange): Told[] {
  const deeds: Told[] = [];
  const changed = Object.keys(rest);
  if (changed.length > 0) deeds.push({ action: 'technician_changed', changed });
  if (role === 'administrator') deeds.push({ action: 'technician_promoted' });
  if (role === 'technician') deeds.push({ action: 'technician_demoted' });
  if (disabled === true) deeds.push({ action: 'technician_disabled' });
  if (disabled === false) deeds.push({ action: 'technician_enabled' });
  return deeds;
}
