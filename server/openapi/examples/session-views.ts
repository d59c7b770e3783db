import type {
  CustomerSession,
  Invitation,
  TechnicianSession,
} from '../../../common/contract/views.ts';
import { idOf, minutesAfterNoon, NOON } from './people.ts';

/** What PeerServer knows a side's first document by. */
export const peerIdOf = (side: 't' | 'c'): string => `${idOf('5')}-${side}-1`;

const common = {
  id: idOf('5'),
  end: null,
  voice: 'here' as const,
};
const times = { created: NOON, joined: null, connected: null, started: null, ended: null };

export const invitation: Invitation = {
  id: idOf('6'),
  way: 'sms',
  to: '+33612345678',
  at: minutesAfterNoon(1),
  changedAt: minutesAfterNoon(1),
  status: 'sending',
  reason: null,
};

/** A session that waits for its customer. */
export const waiting: TechnicianSession = {
  ...common,
  side: 'technician',
  voices: { technician: 'here', customer: null },
  seatSeconds: 120,
  revision: 1,
  state: 'waiting',
  times,
  now: minutesAfterNoon(1),
  pin: '482913',
  pinExpires: minutesAfterNoon(20),
  pinExtra: null,
  details: { name: 'Zoé', phone: '06 12 34 56 78', email: '', ticketId: 'T-1042', custom: {} },
  language: 'fr',
  invitations: [],
  customerUrl: 'https://help.example.com',
  own: { generation: 1, present: true, peerId: peerIdOf('t'), lostAt: null, device: idOf('d') },
  customer: null,
};

const customerSeat = { generation: 1, present: true, peerId: peerIdOf('c'), lostAt: null };
const met = { ...times, joined: minutesAfterNoon(2), connected: minutesAfterNoon(3) };

/** The same session once it was started. */
export const started: TechnicianSession = {
  ...waiting,
  revision: 6,
  state: 'active',
  times: { ...met, started: minutesAfterNoon(4) },
  now: minutesAfterNoon(4),
  pin: null,
  pinExpires: null,
  customer: customerSeat,
  voices: { technician: 'here', customer: 'here' },
  seatSeconds: 120,
};

/** The same session as its customer sees it, the licence accepted. */
export const connected: CustomerSession = {
  ...common,
  side: 'customer',
  voices: { technician: 'here', customer: 'here' },
  seatSeconds: 120,
  revision: 5,
  state: 'connected',
  times: met,
  now: minutesAfterNoon(3),
  technicianName: 'Anna Martin',
  companyName: 'Acme',
  own: customerSeat,
  technician: { generation: 1, present: true, peerId: peerIdOf('t'), lostAt: null },
};

/** The same session once it is over. */
export const ended: TechnicianSession = {
  ...started,
  revision: 7,
  state: 'ended',
  times: { ...started.times, ended: minutesAfterNoon(30) },
  now: minutesAfterNoon(30),
  end: { by: 'technician', reason: 'ended' },
};
