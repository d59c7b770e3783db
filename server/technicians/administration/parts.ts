import type { Logger } from 'pino';
import type { Audit } from '../../audit/audit.ts';
import type { Clock } from '../../clock.ts';
import type { Handlers } from '../../http/handler.ts';
import type { MailMessage, Transport } from '../../invitations/transport.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import type { Company } from '../../settings/company.ts';
import type { Store } from '../../store/store.ts';

/** What managing technicians and their groups is made of. */
export interface Parts {
  store: Store;
  clock: Clock;
  audit: Pick<Audit, 'note'>;
  sessions: Pick<Sessions, 'move' | 'onSweep'>;
  /** The way to a mail server; null where none is set up. */
  mail: Transport<MailMessage> | null;
  company: Company;
  /** The origin of the page on which passwords are set. */
  publicUrl: string;
  /** What a technician types into the panel; null where no panel of another machine reaches this server. */
  serverAddress: string | null;
  log: Logger;
}

/** The routes of technicians, as an administrator manages them. */
export type TechnicianHandlers = Pick<
  Handlers,
  | 'listTechnicians'
  | 'createTechnician'
  | 'getTechnician'
  | 'changeTechnician'
  | 'deleteTechnician'
  | 'makePasswordLink'
  | 'removeTechnicianSecondFactor'
>;

/** The routes of groups. */
export type GroupHandlers = Pick<
  Handlers,
  'listGroups' | 'createGroup' | 'getGroup' | 'changeGroup' | 'deleteGroup'
>;
