import { randomBytes } from 'node:crypto';
import { HttpError } from '../http/http-error.ts';
import { SCHEMA_VERSION, type SeatDocument, type SessionDocument } from '../store/documents.ts';
import { TakenError } from '../store/store.ts';
import { mustBeOpen, mustBelong, mustHoldSeat } from './caller.ts';
import type { Parts, SessionHandlers } from './parts.ts';
import { retireLinks } from './links.ts';
import { retirePin, withFreePin } from './pin.ts';
import { technicianView } from './views.ts';

const MINUTE_MS = 60_000;
const noDetails = { name: '', phone: '', email: '', ticketId: '', custom: {} };

/** A seat that a document has just been given: it is there once its event socket is. */
export function givenSeat(generation: number, device: string, now: number): SeatDocument {
  return { generation, device, seenAt: now, awayAt: now };
}

/** Opening a session, finding one's own, and giving it another PIN. */
export function openingRoutes({
  store,
  clock,
  settings,
  move,
  publish,
}: Parts): Pick<SessionHandlers, 'openSession' | 'myOpenSession' | 'newPin'> {
  const view = (session: SessionDocument) => technicianView(session, clock.now(), settings);
  const pinExpiry = (now: number) => now + settings.pinMinutes * MINUTE_MS;

  return {
    async openSession({ body: { device, language, ...details }, caller: { technician } }) {
      const now = clock.now();
      const session = await withFreePin(async (pin) => {
        const opened: SessionDocument = {
          _id: randomBytes(16).toString('hex'),
          schema: SCHEMA_VERSION,
          revision: 0,
          state: 'waiting',
          technicianId: technician._id,
          technicianName: technician.name,
          openFor: technician._id,
          pin,
          pinExpiresAt: pinExpiry(now),
          formerPins: [],
          links: [],
          formerLinks: [],
          invitations: [],
          details: { ...noDetails, ...details },
          language: language ?? settings.defaultLanguage,
          voice: 'here',
          seats: { technician: givenSeat(1, device, now), customer: null },
          licence: null,
          createdAt: now,
          joinedAt: null,
          connectedAt: null,
          startedAt: null,
          endedAt: null,
          end: null,
        };
        await store.sessions.insert(opened);
        return opened;
      }).catch((error: unknown) => {
        const open = error instanceof TakenError && error.index === 'openFor';
        throw open ? new HttpError('session_already_open') : error;
      });
      publish(session);
      return view(session);
    },

    async myOpenSession({ caller: { technician } }) {
      const session = await store.sessions.openOf(technician._id);
      return { session: session && view(session) };
    },

    async newPin({ params: { id }, caller, seat }) {
      const now = clock.now();
      const session = await withFreePin((pin) =>
        move(id, (found) => {
          mustBelong(found, caller);
          mustBeOpen(found);
          mustHoldSeat(found, 'technician', seat);
          if (found.state === 'active') throw new HttpError('session_already_started');
          return {
            ...retirePin(found, 'expired', now),
            ...retireLinks(found, 'replaced', now),
            state: 'waiting',
            pin,
            pinExpiresAt: pinExpiry(now),
            seats: { customer: null },
            lastCustomerGeneration:
              found.seats.customer?.generation ?? found.lastCustomerGeneration,
            customerTokenHash: undefined,
            voice: 'here',
            licence: null,
            joinedAt: null,
            connectedAt: null,
          };
        }),
      );
      return view(session);
    },
  };
}
