import type { CallView } from '../../../common/call/call.ts';
import { noCauses } from '../../../common/call/causes/cause.ts';
import { unknownQuality } from '../../../common/call/quality.ts';
import { allPermissions, waysToInvite } from '../../../common/contract/permissions.ts';
import type {
  Invitation,
  Inviting,
  PanelSettings,
  TechnicianSession,
} from '../../../common/contract/views.ts';

/** The technician of the panel's tests. */
export const anna = {
  id: 'a1',
  name: 'Anna Roy',
  email: 'anna@lens.test',
  role: 'technician',
  may: allPermissions,
  secondFactor: false,
} as const;
export const device = 'd'.repeat(32);
export const sessionId = '5'.repeat(32);

/** A Monday at 10:02 UTC, in ms since 1970. */
export const TEN_O_TWO = Date.UTC(2026, 10, 23, 10, 2, 0);
const MINUTE = 60_000;

const seat = (side: 't' | 'c', generation = 1) => ({
  generation,
  present: true,
  peerId: `${sessionId}-${side}-${generation}`,
  lostAt: null,
});

const ready = { ready: true, reason: null } as const;
/** A server with SMS and e-mail set up, in France. */
export const everyWay: Inviting = {
  sms: ready,
  email: ready,
  ownMail: ready,
  link: ready,
  qr: ready,
  defaultCountry: 'FR',
  defaultLanguage: 'en',
  smsCountries: ['FR', 'BE', 'CH'],
};
const notSetUp = { ready: false, reason: 'not_set_up' } as const;
/** A server as it is installed: no SMS, no e-mail. */
export const noWay: Inviting = { ...everyWay, sms: notSetUp, email: notSetUp };

/** Every way closed to a technician, for one reason. */
export function everyWayClosed(reason: NonNullable<Inviting['sms']['reason']>): Inviting {
  const closed = Object.fromEntries(waysToInvite.map((way) => [way, { ready: false, reason }]));
  return { ...everyWay, ...closed };
}

/** A company's settings as a panel is told them, with nothing of its own unless told. */
export function panelSettings(more: Partial<PanelSettings> = {}): PanelSettings {
  return {
    companyName: 'Heating Roy',
    accentColour: null,
    inviting: everyWay,
    customFields: [],
    idleMinutes: 0,
    ...more,
  };
}

/** An invitation by SMS, delivered at 10:04 unless told. */
export function invitation(more: Partial<Invitation> = {}): Invitation {
  return {
    id: '1'.repeat(32),
    way: 'sms',
    to: '+33612345678',
    at: TEN_O_TWO + 2 * MINUTE,
    changedAt: TEN_O_TWO + 2 * MINUTE + 4000,
    status: 'delivered',
    reason: null,
    ...more,
  };
}

/** A waiting session, `at` the moment it was opened; later states below. */
export function waiting(at = TEN_O_TWO, more: Partial<TechnicianSession> = {}): TechnicianSession {
  return {
    side: 'technician',
    id: sessionId,
    revision: 1,
    state: 'waiting',
    times: { created: at, joined: null, connected: null, started: null, ended: null },
    end: null,
    now: at,
    voice: 'here',
    voices: { technician: 'here', customer: null },
    seatSeconds: 120,
    pin: '482913',
    pinExpires: at + 20 * MINUTE,
    pinExtra: null,
    details: { name: '', phone: '', email: '', ticketId: '', custom: {} },
    language: 'en',
    invitations: [],
    customerUrl: 'https://lens.example.com/',
    own: { ...seat('t'), device },
    customer: null,
    ...more,
  };
}

export function joined(at = TEN_O_TWO, more: Partial<TechnicianSession> = {}): TechnicianSession {
  const before = waiting(at);
  return {
    ...before,
    state: 'joined',
    revision: 2,
    times: { ...before.times, joined: at + MINUTE },
    pin: null,
    pinExpires: null,
    customer: seat('c'),
    ...more,
  };
}

export function connected(
  at = TEN_O_TWO,
  more: Partial<TechnicianSession> = {},
): TechnicianSession {
  const before = joined(at);
  return {
    ...before,
    state: 'connected',
    revision: 3,
    times: { ...before.times, connected: at + 2 * MINUTE },
    ...more,
  };
}

export function active(at = TEN_O_TWO, more: Partial<TechnicianSession> = {}): TechnicianSession {
  const before = connected(at);
  return {
    ...before,
    state: 'active',
    revision: 4,
    times: { ...before.times, started: at + 2 * MINUTE },
    ...more,
  };
}

export function ended(
  reason: NonNullable<TechnicianSession['end']>['reason'],
  by: NonNullable<TechnicianSession['end']>['by'],
  more: Partial<TechnicianSession> = {},
): TechnicianSession {
  const before = active();
  return {
    ...before,
    state: 'ended',
    revision: 5,
    times: { ...before.times, ended: TEN_O_TWO + 9 * MINUTE },
    end: { reason, by },
    ...more,
  };
}

export const noMedia: CallView['remote'] = { picture: null, sound: null };

/** A call as the panel's tests begin with: nobody there yet. */
export const idleCall: CallView = {
  state: 'idle',
  problem: null,
  remote: noMedia,
  missing: null,
  silent: false,
  quality: unknownQuality,
  causes: noCauses,
  near: false,
  relayTrouble: null,
  connectedAt: null,
};
