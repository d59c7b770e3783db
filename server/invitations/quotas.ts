import { HttpError } from '../http/http-error.ts';
import type { Store } from '../store/store.ts';

const HOUR_SECONDS = 3600;

/** How many invitations there may be within an hour. */
export interface QuotaSettings {
  perTechnician: number;
  perDestination: number;
}

/** Counts invitations by who sends them and by where they go, over all servers of the store. */
export interface Quotas {
  /** Counts one. Throws `quota_reached`. */
  take(technicianId: string, to: string): Promise<void>;
  /** Gives one back that was not sent after all. */
  giveBack(technicianId: string, to: string): Promise<void>;
}

export function createQuotas(
  store: Store,
  { perTechnician, perDestination }: QuotaSettings,
): Quotas {
  const technicians = store.counter('invitations-technician', perTechnician, HOUR_SECONDS);
  const destinations = store.counter('invitations-destination', perDestination, HOUR_SECONDS);

  return {
    async take(technicianId, to) {
      const sender = await technicians.add(technicianId);
      const { over, retryAfterSeconds } = sender.over ? sender : await destinations.add(to);
      if (!over) return;
      await technicians.add(technicianId, -1);
      if (!sender.over) await destinations.add(to, -1);
      throw new HttpError('quota_reached', { retryAfterSeconds });
    },
    async giveBack(technicianId, to) {
      await technicians.add(technicianId, -1);
      await destinations.add(to, -1);
    },
  };
}
