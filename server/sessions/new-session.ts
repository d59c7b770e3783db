import { randomBytes } from 'node:crypto';
import type { Language, SessionDetails } from '../../common/contract/views.ts';
import {
  SCHEMA_VERSION,
  type SeatDocument,
  type SessionChange,
  type SessionDocument,
  type TechnicianDocument,
  type Wish,
} from '../store/documents.ts';
import { drawExtra } from './pin.ts';

/** What is known of a customer of whom nothing was noted. */
export const noDetails: SessionDetails = {
  name: '',
  phone: '',
  email: '',
  ticketId: '',
  custom: {},
};

/**
 * A seat that a document has just been given: it is there once its event socket is. Media that flowed to
 * the former document flowed until now.
 */
export function givenSeat(
  generation: number,
  device: string,
  now: number,
  { signIn, former }: { signIn?: string; former?: SeatDocument | null } = {},
): SeatDocument {
  const flowedAt = former?.flowing ? now : former?.flowedAt;
  return {
    ...{ generation, device, seenAt: now, awayAt: now, flowing: false },
    ...(flowedAt !== undefined && { flowedAt }),
    ...(signIn !== undefined && { signIn }),
  };
}

/** A PIN that was just drawn, good for so many minutes, and the digits that are asked for beside it. */
export function freshPin(pin: string, now: number, minutes: number) {
  return {
    pin,
    pinExtra: drawExtra(),
    pinDrawnAt: now,
    pinExpiresAt: now + minutes * 60_000,
  } satisfies SessionChange;
}

/** A session as it is opened: it waits for whoever has its PIN. */
export function newSession(
  technician: TechnicianDocument,
  pin: ReturnType<typeof freshPin>,
  asked: {
    device: string;
    /** The hash of the token it is opened with. */
    signIn: string;
    details: Partial<SessionDetails>;
    language: Language;
    wish: Wish | undefined;
  },
): SessionDocument {
  const now = pin.pinDrawnAt;
  return {
    _id: randomBytes(16).toString('hex'),
    schema: SCHEMA_VERSION,
    revision: 0,
    state: 'waiting',
    technicianId: technician._id,
    technicianName: technician.name,
    openFor: technician._id,
    ...pin,
    formerPins: [],
    links: [],
    formerLinks: [],
    invitations: [],
    details: { ...noDetails, ...asked.details },
    language: asked.language,
    voices: { technician: 'here', customer: null },
    seats: { technician: givenSeat(1, asked.device, now, asked), customer: null },
    licence: null,
    createdAt: now,
    joinedAt: null,
    connectedAt: null,
    startedAt: null,
    endedAt: null,
    end: null,
    ...(asked.wish && { wish: asked.wish }),
  };
}
