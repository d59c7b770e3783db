import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import type { Company } from '../settings/company.ts';
import type { Store } from '../store/store.ts';
import type { Move } from './moves.ts';
import type { SessionListener } from './news.ts';
import type { ViewFor } from './view-for.ts';

/** What the rules and routes of sessions are made of. */
export interface Parts {
  store: Store;
  clock: Clock;
  audit: Pick<Audit, 'note'>;
  company: Company;
  /** The licence's version that an acceptance must name now. */
  licenceVersion(): string;
  /** Whether this server is about to stop: it opens no more sessions. */
  isStopping(): boolean;
  /** After how long without one side a live session is ended. */
  seatSeconds: number;
  move: Move;
  publish: SessionListener;
  viewFor: ViewFor;
}

/** The routes of sessions. */
export type SessionHandlers = Pick<
  Handlers,
  | 'openSession'
  | 'myOpenSession'
  | 'findSessionByPin'
  | 'findSessionByLink'
  | 'joinSession'
  | 'getSession'
  | 'takeSeat'
  | 'setVoice'
  | 'peerAccess'
  | 'iceServers'
  | 'changeDetails'
  | 'newPin'
  | 'acceptLicence'
  | 'declineLicence'
  | 'startSession'
  | 'endSession'
  | 'listSessions'
  | 'closeSession'
>;
