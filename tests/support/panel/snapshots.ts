import type { CallView } from '../../../common/call/call.ts';
import { nothingYet, type EncryptionView } from '../../../common/call/encryption/view.ts';
import type { SessionLinkView } from '../../../common/client/session-link.ts';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import type { SignInPlace } from '../../../common/contract/people.ts';
import type { Permissions } from '../../../common/contract/permissions.ts';
import type { CustomField } from '../../../common/contract/settings.ts';
import type { Inviting, TechnicianSession } from '../../../common/contract/views.ts';
import type { AddressFault } from '../../../extension/panel/sign-in/server-address.ts';
import type { OwnAccountPage } from '../../../extension/panel/own-account/own-account.svelte.ts';
import type { CameraState } from '../../../common/showing/said.ts';
import type { ShowingSnapshot } from './screens/play-showing.ts';
import type { WayOfInviting } from '../../../extension/storage/kept.ts';
import {
  TEN_O_TWO,
  active,
  connected,
  ended,
  everyWay,
  everyWayClosed,
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
  /** The server's refusals of a sign-in, one after the other. */
  signInRefused?: Refused[];
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
  /** How private the call is; with words unless told. */
  encryption?: Partial<EncryptionView>;
  picture?: 'landscape' | 'portrait';
  muted?: boolean;
  soundBlocked?: boolean;
  /** Both microphones hear the same room. */
  sameRoom?: boolean;
  /** No sound comes from the customer. */
  customerSilent?: boolean;
  /** Drawn in the window of the large view, not in the panel. */
  large?: boolean;
  /** What the two have shown each other in the live call. */
  showing?: ShowingSnapshot;
  /** What the session becomes after it was live here. */
  ends?: TechnicianSession;
  /** What is pressed first, by its accessible name. */
  press?:
    | 'menu'
    | 'places_end'
    | 'end'
    | 'pin_new'
    | 'send_sms'
    | 'send_email'
    | 'copy_link'
    | 'sound_tone'
    | 'own_mail'
    | 'zoom'
    | 'mend'
    | 'camera'
    | 'pictures';
  /** What the server can do; null while it has not said so. Every way unless told. */
  abilities?: Inviting | null;
  invitingBy?: WayOfInviting;
  sendRefused?: ErrorCode;
  /** What the session becomes once it was drawn. */
  becomes?: TechnicianSession;
  /** What the technician may not do. */
  mayNot?: (keyof Permissions)[];
  customFields?: CustomField[];
  /** How the technician can invite from some moment on, by a change of the settings. */
  abilitiesBecome?: Inviting;
  /** How long until a live session ends in which nothing is done, in ms; 0 when it is being ended. */
  idleLeft?: number;
  /** The page of the technician's own account that is open over it all. */
  account?: AccountSnapshot;
  /** What the computer has for speaking and hearing; for the page "sound" of the account. */
  sound?: SoundSnapshot;
  linkDown?: boolean;
}

/** How a request is refused; with how long to wait, in seconds, where that is told. */
export type Refused = ErrorCode | { code: ErrorCode; retryAfterSeconds: number };

/** A page of the technician's own account as plain data. */
export interface AccountSnapshot {
  page: OwnAccountPage;
  /** Where one is signed in; null while it is asked, `unreachable` where it cannot be. */
  places?: SignInPlace[] | null | 'unreachable';
  secondFactor?: boolean;
  /** What is typed into the page's form and sent, and how the server refuses it. */
  typed?: { current?: string; password?: string; code?: string };
  refused?: Refused;
  /** How far a second factor was added. */
  step?: 'key' | 'recovery_codes';
  done?: 'password_changed' | 'factor_added';
}

/** A computer's sound as plain data. */
export interface SoundSnapshot {
  /** What is connected, by name, the computer's own choice first. */
  microphones: string[];
  speakers: string[];
  /** What was chosen before, by name. */
  chosen?: { microphone?: string; speaker?: string };
  /** How loud it is, in dBFS; untold while nothing is measured. */
  level?: number;
  /** What getUserMedia fails with, by its name. */
  fails?: string;
  /** A microphone that is chosen now, and does not open. */
  refuses?: string;
  /** The microphone stops by itself while the page is open. */
  ends?: boolean;
  /** What becomes of a tone that is played: unless told, it goes on. */
  tone?: 'failed';
}

const MINUTE = 60_000;
const known = {
  name: 'Marie Lefèvre',
  phone: '+33 6 12 34 56 78',
  email: 'marie@lefevre.example',
  ticketId: 'T-20931',
  custom: {},
};
const long = {
  name: 'Maximiliane Bartholomäus-Hohenzollern von und zu Weitläufigkeit',
  phone: '+49 170 123 456 789 extension 123456',
  email: 'maximiliane.bartholomaeus-hohenzollern@weitlaeufigkeit.example.com',
  ticketId: 'TICKET-2026-11-23-0000000000000000000000001',
  custom: {},
};
const good: CallView['quality'] = {
  roundTripMs: 42,
  lossShare: 0,
  framesPerSecond: 30,
  width: 1280,
  height: 720,
  kbitPerSecond: 2200,
  way: null,
  word: 'good',
};
const running: Partial<CallView> = { state: 'connected', quality: good, connectedAt: TEN_O_TWO };
const away = { generation: 1, present: false, peerId: `${sessionId}-c-1`, lostAt: null };

/** A phone that can do everything. */
const camera: CameraState = {
  picture: 'live',
  microphone: 'on',
  torch: false,
  zoom: { min: 1, max: 8, step: 0.1, now: 2.4 },
  lenses: [
    { id: 0, kind: 'rear' },
    { id: 1, kind: 'wide' },
    { id: 2, kind: 'tele' },
    { id: 3, kind: 'front' },
  ],
  lens: 0,
};
const livePortrait = {
  session: active(TEN_O_TWO, { details: known }),
  call: running,
  picture: 'portrait',
  at: TEN_O_TWO + 6 * MINUTE + 12_000,
} as const;
const byPhone = (technician: 'here' | 'phone', customer: 'here' | 'phone') =>
  active(TEN_O_TWO, { voice: 'phone', voices: { technician, customer } });

const names = (en: string, fr: string): CustomField['names'] => ({ en, fr });
const customFields: CustomField[] = [
  { id: 'serial', names: names('Serial number', 'Numéro de série') },
  { id: 'contract', names: names('Contract', 'Contrat') },
  { id: 'site', names: names('Building and floor', 'Bâtiment et étage') },
];
const DAY = 24 * 60 * MINUTE;
const place = (more: Partial<SignInPlace> = {}): SignInPlace => ({
  id: 'p1',
  browser: 'Chrome',
  system: 'Windows',
  since: TEN_O_TWO - 2 * DAY,
  seen: TEN_O_TWO + 4 * MINUTE,
  expires: TEN_O_TWO + 30 * DAY,
  here: true,
  ...more,
});
const places = [
  place(),
  place({ id: 'p2', browser: 'Edge', system: 'macOS', seen: TEN_O_TWO - 50 * MINUTE, here: false }),
  place({
    id: 'p3',
    browser: null,
    system: null,
    since: TEN_O_TWO - 340 * DAY,
    seen: TEN_O_TWO - 12 * DAY,
    here: false,
  }),
];
const switchedOff = { ready: false, reason: 'switched_off' } as const;
const wrongPassword = { current: 'wrong', password: 'four words put together' };

const sound: SoundSnapshot = {
  microphones: ['MacBook Pro Microphone (Built-in)', 'Jabra Evolve2 65'],
  speakers: ['MacBook Pro Speakers (Built-in)', 'Jabra Evolve2 65'],
  chosen: { microphone: 'Jabra Evolve2 65', speaker: 'Jabra Evolve2 65' },
  level: -24,
};
const longSound: SoundSnapshot = {
  microphones: ['Microphone Array (Intel® Smart Sound Technology for Digital Microphones)'],
  speakers: ['DELL U2723QE (2- High Definition Audio Device, HDMI Output, NVIDIA Graphics)'],
  chosen: {
    microphone: 'Casque (Sennheiser SC 660 USB ML, contrôle des appels, 2e génération)',
    speaker: 'Casque (Sennheiser SC 660 USB ML, contrôle des appels, 2e génération)',
  },
  level: -4,
};
const soundPage = { account: { page: 'sound' }, sound } as const;

/** Every screen of the panel, in every form that a technician can meet it in. */
export const snapshots: Record<string, Snapshot> = {
  'sign-in': { signedOut: 'first' },
  'sign-in-empty': { signedOut: 'empty' },
  'sign-in-ended': { signedOut: 'ended' },
  'sign-in-refused': { signedOut: 'refused', signInRefused: ['sign_in_refused'] },
  'sign-in-certificate': { signedOut: { fault: 'unreachable_https' } },
  'sign-in-not-let-in': { signedOut: { fault: 'refuses' } },
  'sign-in-too-many': {
    signedOut: 'refused',
    signInRefused: [{ code: 'too_many_attempts', retryAfterSeconds: 700 }],
  },
  'sign-in-code': { signedOut: 'refused', signInRefused: ['second_factor_needed'] },
  'sign-in-code-wrong': {
    signedOut: 'refused',
    signInRefused: ['second_factor_needed', 'second_factor_wrong'],
  },
  opening: { unanswered: true },
  'opening-offline': { unanswered: true, linkDown: true },
  home: {},
  'home-microphone': { microphone: 'prompt' },
  'home-microphone-blocked': { microphone: 'denied' },
  'home-menu': { press: 'menu' },
  'home-not-permitted': { mayNot: ['startSessions'] },
  account: { account: { page: 'overview', places } },
  'account-one-place': {
    account: { page: 'overview', places: [place()], secondFactor: true, done: 'factor_added' },
  },
  'account-looking': { account: { page: 'overview', places: null } },
  'account-unreachable': { account: { page: 'overview', places: 'unreachable' } },
  'account-connected': { session: connected(), account: { page: 'overview', places } },
  'account-end-all': { account: { page: 'overview', places }, press: 'places_end' },
  'account-password': { account: { page: 'password' } },
  'account-password-faults': {
    account: { page: 'password', typed: { current: '', password: 'short' } },
  },
  'account-password-wrong': {
    account: { page: 'password', typed: wrongPassword, refused: 'password_wrong' },
  },
  'account-password-too-many': {
    account: {
      page: 'password',
      typed: wrongPassword,
      refused: { code: 'too_many_attempts', retryAfterSeconds: 3900 },
    },
  },
  'account-factor': { account: { page: 'add_factor' } },
  'account-factor-key': { account: { page: 'add_factor', step: 'key' } },
  'account-factor-wrong': {
    account: {
      page: 'add_factor',
      step: 'key',
      typed: { code: '123456' },
      refused: 'second_factor_wrong',
    },
  },
  'account-factor-codes': { account: { page: 'add_factor', step: 'recovery_codes' } },
  'account-factor-remove': { account: { page: 'remove_factor', secondFactor: true } },
  'account-factor-remove-faults': {
    account: {
      page: 'remove_factor',
      secondFactor: true,
      typed: { password: 'right', code: '12' },
    },
  },
  sound: soundPage,
  'sound-live': { ...soundPage, session: active(), call: running, sound: { ...sound, level: -52 } },
  'sound-live-muted': { ...soundPage, session: active(), call: running, muted: true },
  'sound-long': { ...soundPage, session: connected(), sound: longSound },
  'sound-not-allowed': { ...soundPage, microphone: 'prompt' },
  'sound-blocked': { ...soundPage, microphone: 'denied' },
  'sound-nothing': {
    ...soundPage,
    sound: { microphones: [], speakers: [], fails: 'NotFoundError' },
  },
  'sound-busy': { ...soundPage, sound: { ...sound, fails: 'NotReadableError' } },
  'sound-system': { ...soundPage, sound: { ...sound, fails: 'NotAllowedError' } },
  'sound-ended': {
    ...soundPage,
    session: active(),
    call: running,
    sound: { ...sound, ends: true },
  },
  'sound-goes-on': {
    ...soundPage,
    session: active(),
    call: running,
    sound: { ...sound, chosen: {}, refuses: 'Jabra Evolve2 65' },
  },
  'sound-tone': { ...soundPage, press: 'sound_tone' },
  'sound-tone-failed': { ...soundPage, sound: { ...sound, tone: 'failed' }, press: 'sound_tone' },
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
  'waiting-custom-fields': {
    session: waiting(TEN_O_TWO, { details: { ...known, custom: { serial: 'ZX-81-4' } } }),
    customFields,
  },
  'connected-custom-fields': {
    session: connected(TEN_O_TWO, { details: { ...known, custom: { serial: 'ZX-81-4' } } }),
    customFields,
  },
  'waiting-pin-extra': { session: waiting(TEN_O_TWO, { pinExtra: '1234' }) },
  'invite-sms-switched-off': {
    session: waiting(),
    abilities: { ...everyWay, sms: switchedOff },
    invitingBy: 'sms',
  },
  'invite-nothing-permitted': {
    session: waiting(),
    abilities: everyWayClosed('not_permitted'),
    invitingBy: 'email',
  },
  'invite-link-not-permitted': {
    session: waiting(),
    abilities: everyWayClosed('not_permitted'),
    invitingBy: 'link',
  },
  'invite-qr-switched-off': {
    session: waiting(),
    abilities: { ...everyWay, qr: switchedOff },
    invitingBy: 'qr',
  },
  'invite-own-mail-switched-off': {
    session: waiting(TEN_O_TWO, { details: known }),
    abilities: { ...everyWay, ownMail: switchedOff },
    invitingBy: 'email',
  },
  'invite-sms-taken-away': {
    session: waiting(TEN_O_TWO, { details: known, invitations: [invitation()] }),
    invitingBy: 'sms',
    abilitiesBecome: { ...everyWay, sms: switchedOff },
  },
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
  'connected-not-permitted': { session: connected(), mayNot: ['startSessions'] },
  'connected-away': {
    session: connected(TEN_O_TWO, { customer: away }),
    at: TEN_O_TWO + 4 * MINUTE,
  },
  'connected-words-changed': {
    session: connected(),
    encryption: { words: [116, 151, 65, 254], changed: true },
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
  'live-words-changed': {
    session: active(),
    call: running,
    picture: 'portrait',
    encryption: { words: [116, 151, 65, 254], changed: true },
  },
  'live-between': {
    session: active(),
    call: { ...running, state: 'interrupted' },
    picture: 'portrait',
    encryption: { ...nothingYet, problem: 'between', failure: 'fingerprint' },
  },
  'live-unanswered': {
    session: active(),
    call: running,
    picture: 'portrait',
    encryption: { ...nothingYet, problem: 'unanswered' },
  },
  'live-muted': { session: active(), call: running, picture: 'portrait', muted: true },
  'live-poor': {
    session: active(),
    call: { ...running, quality: { ...good, word: 'poor', lossShare: 0.08, roundTripMs: 380 } },
    picture: 'portrait',
    linkDown: true,
  },
  'live-computer-busy': { ...livePortrait, call: { ...running, causes: ['processor_slow'] } },
  'live-own-network': {
    ...livePortrait,
    call: { ...running, causes: ['network_slow'] },
    press: 'mend',
  },
  'live-customer-network': {
    ...livePortrait,
    showing: { camera, causes: ['network_slow', 'processor_slow'] },
    press: 'mend',
  },
  'live-own-udp': { ...livePortrait, call: { ...running, causes: ['udp_blocked'] }, press: 'mend' },
  'live-customer-udp': {
    ...livePortrait,
    session: active(TEN_O_TWO, { details: long }),
    showing: { camera, causes: ['udp_blocked'] },
    press: 'mend',
  },
  'live-microphone-silent': {
    ...livePortrait,
    call: { ...running, causes: ['microphone_silent'] },
  },
  'live-customer-microphone-silent': {
    ...livePortrait,
    showing: { camera, causes: ['microphone_silent'] },
  },
  'live-same-room': { ...livePortrait, sameRoom: true },
  'live-interrupted': {
    session: active(),
    call: { ...running, state: 'interrupted' },
    picture: 'portrait',
  },
  'live-firewall': {
    session: active(),
    call: { state: 'failed', problem: 'media_path', remote: noMedia, quality: idleCall.quality },
  },
  'live-relay-unreachable': {
    session: active(),
    call: { state: 'failed', problem: 'media_path', relayTrouble: 'unreachable' },
  },
  'live-relay-refused': {
    session: active(),
    call: { state: 'failed', problem: 'media_path', relayTrouble: 'credentials_refused' },
  },
  'live-customer-away': {
    session: active(TEN_O_TWO, {
      customer: { ...away, lostAt: TEN_O_TWO + 8 * MINUTE + 43_000 },
    }),
    call: { ...running, state: 'interrupted' },
    at: TEN_O_TWO + 7 * MINUTE,
  },
  'live-kept-no-longer': {
    session: active(TEN_O_TWO, { customer: { ...away, lostAt: TEN_O_TWO + 6 * MINUTE } }),
    call: { ...running, state: 'interrupted' },
    at: TEN_O_TWO + 7 * MINUTE,
  },
  'live-no-sound-yet': {
    session: active(),
    call: { ...running, missing: 'sound' },
    picture: 'portrait',
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
    session: byPhone('phone', 'phone'),
    call: running,
    picture: 'portrait',
    showing: { camera: { ...camera, microphone: 'phone' } },
  },
  'live-customer-by-phone': {
    session: byPhone('here', 'phone'),
    call: running,
    picture: 'portrait',
    showing: { camera: { ...camera, microphone: 'phone' } },
  },
  'live-own-phone': { session: byPhone('phone', 'here'), call: running, picture: 'portrait' },
  'live-camera': {
    ...livePortrait,
    showing: { camera: { ...camera, torch: true, lenses: camera.lenses.slice(0, 2) } },
  },
  'live-zoom': { ...livePortrait, showing: { camera }, press: 'zoom' },
  'live-lenses': { ...livePortrait, showing: { camera }, press: 'camera' },
  'live-drawn': { ...livePortrait, showing: { camera, drawn: true } },
  'live-paused': { ...livePortrait, showing: { camera: { ...camera, picture: 'paused' } } },
  'live-camera-taken': { ...livePortrait, showing: { camera: { ...camera, picture: 'taken' } } },
  'live-camera-off': { ...livePortrait, showing: { camera: { ...camera, picture: 'off' } } },
  'live-camera-switching': {
    ...livePortrait,
    showing: { camera: { ...camera, picture: 'switching' } },
  },
  'live-camera-refused': { ...livePortrait, showing: { camera, refused: 'torch' } },
  'live-customer-muted': {
    ...livePortrait,
    showing: { camera: { ...camera, microphone: 'muted' } },
  },
  'live-customer-no-microphone': {
    ...livePortrait,
    showing: { camera: { ...camera, microphone: 'none' } },
  },
  'live-freezing': {
    ...livePortrait,
    showing: { camera, coming: { how: 'frame', percent: null } },
  },
  'live-frozen': { ...livePortrait, showing: { camera, stills: ['frame'], drawn: true } },
  'live-photo-asked': {
    ...livePortrait,
    showing: { camera, coming: { how: 'photo', percent: null } },
  },
  'live-photo-coming': {
    ...livePortrait,
    showing: { camera, stills: ['frame'], back: true, coming: { how: 'photo', percent: 43 } },
  },
  'live-photo': { ...livePortrait, showing: { camera, stills: ['frame', 'photo'] } },
  'live-photo-not-taken': {
    ...livePortrait,
    showing: { camera, problem: { how: 'photo', why: 'failed' } },
  },
  'live-photo-paused': {
    ...livePortrait,
    showing: {
      camera: { ...camera, picture: 'paused' },
      problem: { how: 'photo', why: 'paused' },
    },
  },
  'live-pictures': {
    ...livePortrait,
    showing: { camera, stills: ['frame', 'photo', 'photo'], back: true },
    press: 'pictures',
  },
  'live-only-you': { ...livePortrait, showing: { camera, stills: ['photo'], reloaded: true } },
  'live-customer-silent': {
    session: active(),
    call: running,
    picture: 'portrait',
    customerSilent: true,
  },
  'live-large': { ...livePortrait, large: true, showing: { camera } },
  'live-large-photo': { ...livePortrait, large: true, showing: { camera, stills: ['photo'] } },
  'live-large-interrupted': {
    session: active(),
    call: { ...running, state: 'interrupted' },
    large: true,
    picture: 'portrait',
  },
  'live-menu-muted': { session: active(), call: running, muted: true, press: 'menu' },
  'live-idle': { session: active(), call: running, picture: 'portrait', idleLeft: 45_000 },
  'live-idle-over': { session: active(), call: running, picture: 'portrait', idleLeft: 0 },
  'live-end': { session: active(), call: running, picture: 'portrait', press: 'end' },
  ended: { session: ended('ended', 'technician', { details: known }) },
  'ended-pictures': {
    ...livePortrait,
    showing: { stills: ['photo', 'frame'] },
    ends: ended('left', 'customer', { details: known }),
  },
  'ended-left': { session: ended('left', 'customer') },
  'ended-idle': { session: ended('idle', 'technician') },
  'ended-closed': { session: ended('closed', 'administrator') },
  'ended-not-permitted': { session: ended('left', 'customer'), mayNot: ['startSessions'] },
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
