import type { Side, VoiceChoice } from '../../common/contract/session.ts';
import type {
  CustomerSession,
  Invitation,
  Seat,
  TechnicianSession,
} from '../../common/contract/views.ts';
import type { Company } from '../settings/company.ts';
import type { InvitationDocument, SeatDocument, SessionDocument } from '../store/documents.ts';
import { ofPresentFields } from './custom-values.ts';
import { livePin } from './pin.ts';

/** After how long without a note a seat's document is no longer taken to be there, in ms. */
const PRESENT_FOR_MS = 40_000;

/** What the views of a session are made of beside the session itself. */
export interface ViewNeeds {
  company: Company;
  /** Where the customer goes to type the PIN. */
  publicUrl: string;
  /** Whether each PIN must come with its extra digits now. */
  asksForExtra(): boolean;
}

/** What PeerServer knows a side's document by: another document, another id. */
export function peerIdOf(id: string, side: Side, generation: number): string {
  return `${id}-${side === 'technician' ? 't' : 'c'}-${generation}`;
}

/** Whether a seat's document is connected now. */
export function isPresent({ seenAt, awayAt }: SeatDocument, now: number): boolean {
  return awayAt === null && now - seenAt < PRESENT_FOR_MS;
}

function seatOf(session: SessionDocument, side: Side, seat: SeatDocument, now: number): Seat {
  return {
    generation: seat.generation,
    present: isPresent(seat, now),
    peerId: peerIdOf(session._id, side, seat.generation),
  };
}

/** In Lens only while neither is for the telephone: else one would hear the other twice. */
export function howTheySpeak({ voices }: SessionDocument): VoiceChoice {
  return voices.technician === 'phone' || voices.customer === 'phone' ? 'phone' : 'here';
}

function common(session: SessionDocument, now: number) {
  return {
    id: session._id,
    revision: session.revision,
    state: session.state,
    times: {
      created: session.createdAt,
      joined: session.joinedAt,
      connected: session.connectedAt,
      started: session.startedAt,
      ended: session.endedAt,
    },
    end: session.end,
    now,
    voice: howTheySpeak(session),
    voices: session.voices,
  };
}

/** An invitation as its technician sees it: without its key and the gateway's own name for it. */
export function invitationView(invitation: InvitationDocument): Invitation {
  const { id, way, to, at, changedAt, status, reason } = invitation;
  return { id, way, to, at, changedAt, status, reason };
}

/** The session as its technician sees it. */
export function technicianView(
  session: SessionDocument,
  now: number,
  { company, publicUrl, asksForExtra }: ViewNeeds,
): TechnicianSession {
  const { technician, customer } = session.seats;
  const pin = livePin(session, now);
  return {
    ...common(session, now),
    side: 'technician',
    pin: pin ?? null,
    pinExpires: pin === undefined ? null : session.pinExpiresAt,
    pinExtra: pin !== undefined && asksForExtra() ? (session.pinExtra ?? null) : null,
    details: {
      ...session.details,
      custom: ofPresentFields(session.details.custom, company),
    },
    language: session.language,
    invitations: session.invitations.map(invitationView),
    customerUrl: publicUrl,
    own: { ...seatOf(session, 'technician', technician, now), device: technician.device || null },
    customer: customer && seatOf(session, 'customer', customer, now),
  };
}

/** The session as its customer sees it: no PIN, nothing of what the technician noted. */
export function customerView(
  session: SessionDocument,
  now: number,
  { company }: ViewNeeds,
): CustomerSession {
  const { technician, customer } = session.seats;
  if (customer === null) throw new Error('a session without a customer has no view for one');
  return {
    ...common(session, now),
    side: 'customer',
    technicianName: session.technicianName,
    companyName: company().companyName,
    own: seatOf(session, 'customer', customer, now),
    technician: seatOf(session, 'technician', technician, now),
  };
}
