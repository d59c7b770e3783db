import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import type { Store } from '../store/store.ts';
import type { Language } from '../../common/contract/views.ts';
import type { Move } from './moves.ts';
import type { SessionListener } from './news.ts';
import type { ViewSettings } from './views.ts';

/** What an installation sets about its sessions. */
export interface SessionSettings extends ViewSettings {
  /** In which language a customer is invited when the technician names none. */
  defaultLanguage: Language;
  /** How long a PIN can be used. */
  pinMinutes: number;
  /** After how long a session that nobody starts is ended; 0 is never. */
  waitingMinutes: number;
  /** After how long without one side a live session is ended. */
  seatSeconds: number;
}

/** What the rules and routes of sessions are made of. */
export interface Parts {
  store: Store;
  clock: Clock;
  settings: SessionSettings;
  move: Move;
  publish: SessionListener;
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
  | 'peerAccess'
  | 'changeDetails'
  | 'newPin'
  | 'acceptLicence'
  | 'declineLicence'
  | 'startSession'
  | 'endSession'
>;
