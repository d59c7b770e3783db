import type { CallView } from '../../../common/call/call.ts';
import type { SessionLinkView } from '../../../common/client/session-link.ts';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import type { Inviting, TechnicianSession } from '../../../common/contract/views.ts';
import type { AddressFault } from '../../../extension/panel/sign-in/server-address.ts';
import type { WayOfInviting } from '../../../extension/storage/kept.ts';
import {
  TEN_O_TWO,
  active,
  connected,
  ended,
  idleCall,
  invitation,
  joined,
  noMedia,
  noWay,
  sessionId,
  waiting,
} from './views.ts';

/** One screen of the panel as plain data: everything that decides what is drawn. */
export interface Snapshot {
  /** The moment at which it is drawn, in ms since 1970. */
  at?: number;
  signedOut?: 'first' | 'ended' | { fault: AddressFault } | 'refused' | 'empty';
  /** The server has not answered yet. */
  unanswered?: boolean;
  session?: TechnicianSession;
  view?: Partial<SessionLinkView<TechnicianSession>>;
  /** Another window of this profile has the session. */
  otherWindow?: boolean;
  /** The session's PATCH and POST are answered so. */
  details?: 'saved' | 'trying_again' | 'refused';
  startFails?: boolean;
  microphone?: PermissionState | 'missing' | 'ended';
  withoutMicrophone?: boolean;
  call?: Partial<CallView>;
  picture?: 'landscape' | 'portrait';
  muted?: boolean;
  soundBlocked?: boolean;
  /** What is pressed first, by its accessible name. */
  press?: 'menu' | 'end' | 'pin_new' | 'send_sms' | 'send_email' | 'copy_link' | 'own_mail';
  /** What the server can do; null while it has not said so. Every way unless told. */
  abilities?: Inviting | null;
  invitingBy?: WayOfInviting;
  sendRefused?: ErrorCode;
  /** What the session becomes once it was drawn. */
  becomes?: TechnicianSession;
  linkDown?: boolean;
}

const MINUTE = 60_000;
const known = {
  name: 'Marie Lefèvre',
  phone: '+33 6 12 34 56 78',
  email: 'marie@lefevre.example',
  ticketId: 'T-20931',
};
const long = {
  name: 'Maximiliane Bartholomäus-Hohenzollern von und zu Weitläufigkeit',
  phone: '+49 170 123 456 789 extension 123456',
  email: 'maximiliane.bartholomaeus-hohenzollern@weitlaeufigkeit.example.com',
  ticketId: 'TICKET-2026-11-23-0000000000000000000000001',
};
const good: CallView['quality'] = {
  roundTripMs: 42,
  lossShare: 0,
  framesPerSecond: 30,
  width: 1280,
  height: 720,
  kbitPerSecond: 2200,
  word: 'good',
};
const running: Partial<CallView> = { state: 'connected', quality: good, connectedAt: TEN_O_TWO };
const away = { generation: 1, present: false, peerId: `${sessionId}-c-1` };

/** Every screen of the panel, in every form that a technician can meet it in. */
export const snapshots: Record<string, Snapshot> = {
  'sign-in': { signedOut: 'first' },
  'sign-in-empty': { signedOut: 'empty' },
  'sign-in-ended': { signedOut: 'ended' },
  'sign-in-refused': { signedOut: 'refused' },
  'sign-in-certificate': { signedOut: { fault: 'unreachable_https' } },
  'sign-in-not-let-in': { signedOut: { fault: 'refuses' } },
  opening: { unanswered: true },
  'opening-offline': { unanswered: true, linkDown: true },
  home: {},
  'home-microphone': { microphone: 'prompt' },
  'home-microphone-blocked': { microphone: 'denied' },
  'home-menu': { press: 'menu' },
  waiting: { session: waiting(), at: TEN_O_TWO + 101_000 },
  'waiting-details': {
    session: waiting(TEN_O_TWO, { details: known }),
    details: 'saved',
    at: TEN_O_TWO + 42_000,
  },
  'waiting-not-saved': {
    session: waiting(TEN_O_TWO, { details: known }),
    details: 'trying_again',
    linkDown: true,
  },
  'waiting-long': { session: waiting(TEN_O_TWO, { details: long }), details: 'refused' },
  'waiting-looking': { session: waiting(), abilities: null },
  'invite-sms': { session: waiting(TEN_O_TWO, { details: known }), invitingBy: 'sms' },
  'invite-email': { session: waiting(TEN_O_TWO, { details: known }), invitingBy: 'email' },
  'invite-link': { session: waiting(), invitingBy: 'link' },
  'invite-qr': { session: waiting(), invitingBy: 'qr' },
  'invite-sms-not-set-up': { session: waiting(), abilities: noWay, invitingBy: 'sms' },
  'invite-email-not-set-up': { session: waiting(), abilities: noWay, invitingBy: 'email' },
  'invite-nothing-set-up': { session: waiting(), abilities: noWay },
  'invite-sms-sending': {
    session: waiting(TEN_O_TWO, {
      details: known,
      invitations: [invitation({ status: 'sending' })],
    }),
  },
  'invite-sms-delivered': {
    session: waiting(TEN_O_TWO, { details: known, invitations: [invitation()] }),
  },
  'invite-sms-failed': {
    session: waiting(TEN_O_TWO, {
      details: known,
      invitations: [invitation({ status: 'failed', reason: 'country_closed' })],
    }),
  },
  'invite-email-failed': {
    session: waiting(TEN_O_TWO, {
      details: known,
      invitations: [
        invitation(),
        invitation({
          id: '2'.repeat(32),
          way: 'email',
          to: known.email,
          at: TEN_O_TWO + 3 * MINUTE,
          status: 'failed',
          reason: 'unknown_outcome',
        }),
      ],
    }),
    invitingBy: 'email',
  },
  'invite-sms-bad-number': {
    session: waiting(TEN_O_TWO, { details: { ...known, phone: '06 12 34' } }),
    press: 'send_sms',
  },
  'invite-sms-country': {
    session: waiting(TEN_O_TWO, { details: { ...known, phone: '+44 7911 123456' } }),
    press: 'send_sms',
  },
  'invite-sms-refused': {
    session: waiting(TEN_O_TWO, { details: known }),
    press: 'send_sms',
    sendRefused: 'quota_reached',
  },
  'invite-email-bad-address': {
    session: waiting(TEN_O_TWO, { details: { ...known, email: 'marie@' } }),
    invitingBy: 'email',
    press: 'send_email',
  },
  'invite-own-mail': {
    session: waiting(TEN_O_TWO, { details: known }),
    invitingBy: 'email',
    press: 'own_mail',
  },
  'invite-link-copied': { session: waiting(), invitingBy: 'link', press: 'copy_link' },
  'invite-sms-new-pin': {
    session: waiting(TEN_O_TWO, { details: known, invitations: [invitation()] }),
    becomes: waiting(TEN_O_TWO, {
      revision: 2,
      now: TEN_O_TWO + 4 * MINUTE,
      pin: '730158',
      details: known,
      invitations: [invitation()],
    }),
  },
  'invite-qr-new-pin': {
    session: waiting(),
    invitingBy: 'qr',
    becomes: waiting(TEN_O_TWO, { revision: 2, now: TEN_O_TWO + 4 * MINUTE, pin: '730158' }),
  },
  'waiting-expired': { session: waiting(), at: TEN_O_TWO + 21 * MINUTE },
  joined: { session: joined(), at: TEN_O_TWO + 75_000 },
  connected: {
    session: connected(TEN_O_TWO, { details: known }),
    at: TEN_O_TWO + 2 * MINUTE + 8000,
  },
  'connected-away': {
    session: connected(TEN_O_TWO, { customer: away }),
    at: TEN_O_TWO + 4 * MINUTE,
  },
  'connected-new-pin': { session: connected(), press: 'pin_new' },
  'connected-no-microphone': {
    session: connected(),
    microphone: 'prompt',
    withoutMicrophone: true,
  },
  'connected-start-failed': { session: connected(), startFails: true },
  live: {
    session: active(TEN_O_TWO, { details: known }),
    call: running,
    picture: 'portrait',
    at: TEN_O_TWO + 6 * MINUTE + 12_000,
  },
  'live-landscape': { session: active(), call: running, picture: 'landscape', muted: true },
  'live-poor': {
    session: active(),
    call: { ...running, quality: { ...good, word: 'poor', lossShare: 0.08, roundTripMs: 380 } },
    picture: 'portrait',
    linkDown: true,
  },
  'live-interrupted': {
    session: active(),
    call: { ...running, state: 'interrupted' },
    picture: 'portrait',
  },
  'live-firewall': {
    session: active(),
    call: { state: 'failed', problem: 'media_path', remote: noMedia, quality: idleCall.quality },
  },
  'live-customer-away': {
    session: active(TEN_O_TWO, { customer: away }),
    call: { ...running, state: 'interrupted' },
  },
  'live-microphone-ended': {
    session: active(),
    call: running,
    picture: 'portrait',
    microphone: 'ended',
  },
  'live-sound-blocked': {
    session: active(),
    call: running,
    picture: 'landscape',
    soundBlocked: true,
  },
  'live-by-phone': {
    session: active(TEN_O_TWO, { voice: 'phone' }),
    call: running,
    picture: 'portrait',
  },
  'live-end': { session: active(), call: running, picture: 'portrait', press: 'end' },
  ended: { session: ended('ended', 'technician', { details: known }) },
  'ended-left': { session: ended('left', 'customer') },
  'ended-declined': {
    session: ended('declined', 'customer', {
      times: { ...joined().times, ended: TEN_O_TWO + 3 * MINUTE },
    }),
  },
  'elsewhere-window': {
    session: active(TEN_O_TWO, { details: known }),
    otherWindow: true,
    at: TEN_O_TWO + 9 * MINUTE,
  },
  'elsewhere-desk': { session: connected(), view: { seat: 'elsewhere', link: 'closed' } },
};
