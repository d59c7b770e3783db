import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import type { Move } from '../sessions/moves.ts';
import type { Company } from '../settings/company.ts';
import type { Store } from '../store/store.ts';
import type { Transports } from './transport.ts';

/** What the rules and routes of inviting are made of. */
export interface Parts {
  store: Store;
  clock: Clock;
  company: Company;
  /** The origin where customers go, and where a gateway may call back. */
  publicUrl: string;
  transports: Transports;
  /** The one way a session changes. */
  move: Move;
  log: Logger;
}

/** The routes of inviting. */
export type InvitationHandlers = Pick<
  Handlers,
  'inviting' | 'sendInvitation' | 'makeLink' | 'mailDraft'
>;
