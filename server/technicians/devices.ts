import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { SCHEMA_VERSION } from '../store/documents.ts';
import type { Store } from '../store/store.ts';

/** How long a device is known after its last sign-in, in ms. */
const KNOWN_MS = 90 * 24 * 60 * 60 * 1000;
/**
 * How many devices of one technician are known. Each may be wrong some times by itself: whoever once
 * had the password must not have made a hundred of them known, to guess the next one by.
 */
const KNOWN_OF_A_TECHNICIAN = 10;

/** Which devices a technician has signed in from. A device says a random id that nobody else knows. */
export interface Devices {
  /** What a device is known by, if this technician has signed in from it; null for a stranger's. */
  known(technicianId: string, device: string): Promise<string | null>;
  /** Notes that the technician has signed in from it. */
  note(technicianId: string, device: string): Promise<void>;
}

/** The store keeps neither a device's id nor what would tell two technicians of one device. */
const idOf = (technicianId: string, device: string) =>
  createHash('sha256').update(`${technicianId} ${device}`).digest('base64url');

export function createDevices(store: Pick<Store, 'devices'>, clock: Clock): Devices {
  return {
    async known(technicianId, device) {
      const found = await store.devices.byId(idOf(technicianId, device));
      return found !== null && found.expiresAt > clock.now() ? found._id : null;
    },
    async note(technicianId, device) {
      const now = clock.now();
      await store.devices.removeExpired(now);
      await store.devices.put({
        _id: idOf(technicianId, device),
        schema: SCHEMA_VERSION,
        technicianId,
        expiresAt: now + KNOWN_MS,
      });
      await store.devices.keepNewest(technicianId, KNOWN_OF_A_TECHNICIAN);
    },
  };
}
