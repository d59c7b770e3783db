import { HttpError } from '../http/http-error.ts';
import type { Company } from '../settings/company.ts';
import type { Store } from '../store/store.ts';

const HOUR_SECONDS = 3600;

/** Counts invitations by who sends them and by where they go, over all servers of the store. */
export interface Quotas {
  /** Counts one. Throws `quota_reached`. */
  take(technicianId: string, to: string): Promise<void>;
  /** Gives one back that was not sent after all. */
  giveBack(technicianId: string, to: string): Promise<void>;
}

export function createQuotas(store: Store, company: Company): Quotas {
  /** The counters by the quotas as they hold now: what was counted already counts on. */
  function counters() {
    const { invitationsPerHour, invitationsPerDestination } = company();
    return {
      technicians: store.counter('invitations-technician', invitationsPerHour, HOUR_SECONDS),
      destinations: store.counter(
        'invitations-destination',
        invitationsPerDestination,
        HOUR_SECONDS,
      ),
    };
  }

  return {
    async take(technicianId, to) {
      const { technicians, destinations } = counters();
      const sender = await technicians.add(technicianId);
      const { over, retryAfterSeconds } = sender.over ? sender : await destinations.add(to);
      if (!over) return;
      await technicians.add(technicianId, -1);
      if (!sender.over) await destinations.add(to, -1);
      throw new HttpError('quota_reached', { retryAfterSeconds });
    },
    async giveBack(technicianId, to) {
      const { technicians, destinations } = counters();
      await technicians.add(technicianId, -1);
      await destinations.add(to, -1);
    },
  };
}
