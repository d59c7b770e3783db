import { randomBytes } from 'node:crypto';
import {
  SCHEMA_VERSION,
  type InvitationDocument,
  type SessionDocument,
  type TechnicianDocument,
} from '../../server/store/documents.ts';
import { folded, placeOf } from '../../server/store/folded.ts';

export const randomId = () => randomBytes(16).toString('hex');

/** Six random digits: tests that share a database must not meet by chance. */
export const randomPin = () => String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0');

/** A technician as stored, with an id and an address of its own. */
export function technicianDocument(more: Partial<TechnicianDocument> = {}): TechnicianDocument {
  const { _id = randomId(), name = 'Anna' } = more;
  const { email = `${_id}@lens.test` } = more;
  return {
    _id,
    schema: SCHEMA_VERSION,
    email,
    revision: 0,
    name,
    folded: `${folded(name)} ${folded(email)}`,
    place: placeOf(name, _id),
    role: 'technician',
    groupId: null,
    disabled: false,
    createdAt: 1000,
    ...more,
  };
}

/** A waiting session as stored, of a technician of its own, with a PIN of its own. */
export function sessionDocument(more: Partial<SessionDocument> = {}): SessionDocument {
  const technicianId = randomId();
  return {
    _id: randomId(),
    schema: SCHEMA_VERSION,
    revision: 0,
    state: 'waiting',
    technicianId,
    technicianName: 'Anna',
    openFor: technicianId,
    pin: randomPin(),
    pinExpiresAt: 2000,
    formerPins: [],
    links: [],
    formerLinks: [],
    invitations: [],
    details: { name: '', phone: '', email: '', ticketId: '', custom: {} },
    language: 'en',
    voices: { technician: 'here', customer: null },
    seats: {
      technician: { generation: 1, device: randomId(), seenAt: 1000, awayAt: 1000 },
      customer: null,
    },
    licence: null,
    createdAt: 1000,
    joinedAt: null,
    connectedAt: null,
    startedAt: null,
    endedAt: null,
    end: null,
    ...more,
  };
}

/** An invitation as stored, by SMS, with an id and a key of its own. */
export function invitationDocument(more: Partial<InvitationDocument> = {}): InvitationDocument {
  return {
    id: randomId(),
    key: randomId(),
    way: 'sms',
    to: '+33612345678',
    at: 1000,
    changedAt: 1000,
    status: 'queued',
    reason: null,
    reference: `SM${randomId()}`,
    ...more,
  };
}
