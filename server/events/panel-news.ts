import type { AuditAction } from '../../common/contract/administration.ts';
import type { Audit } from '../audit/audit.ts';
import type { CompanySettings } from '../settings/settings.ts';

/** Hears of whatever may have changed what panels know, until the function it gives is called. */
export type OnNews = (listener: () => void) => () => void;

/** What is done by somebody that changes what a technician is or may. */
const aboutTechnicians: ReadonlySet<AuditAction> = new Set<AuditAction>([
  'technician_changed',
  'technician_promoted',
  'technician_demoted',
  'group_changed',
  'group_deleted',
  'second_factor_added',
  'second_factor_removed',
]);

/** What this server itself has changed, told at once; other servers' changes are looked for. */
export function panelNews(
  { onChange }: Pick<CompanySettings, 'onChange'>,
  { onDeed }: Pick<Audit, 'onDeed'>,
): OnNews {
  return (listener) => {
    const forget = [
      onChange(listener),
      onDeed(({ action }) => {
        if (aboutTechnicians.has(action)) listener();
      }),
    ];
    return () => forget.forEach((each) => each());
  };
}
