import type { Logger } from 'pino';
import type { Language } from '../../common/contract/views.ts';
import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import type { Move } from '../sessions/moves.ts';
import type { Store } from '../store/store.ts';
import type { DestinationSettings } from './destination.ts';
import type { QuotaSettings } from './quotas.ts';
import type { Transports } from './transport.ts';

/** What an installation sets about inviting. */
export interface InvitationSettings extends DestinationSettings, QuotaSettings {
  companyName: string;
  /** The origin where customers go, and where a gateway may call back. */
  publicUrl: string;
  defaultLanguage: Language;
}

/** What the rules and routes of inviting are made of. */
export interface Parts {
  store: Store;
  clock: Clock;
  settings: InvitationSettings;
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
