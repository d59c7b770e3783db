import type { Clock } from '../clock.ts';
import { HttpError } from '../http/http-error.ts';
import type { Company } from '../settings/company.ts';
import type { SeatDocument, SessionChange, SessionDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import type { Move } from './moves.ts';
import { noDetails } from './new-session.ts';

const HOUR_MS = 60 * 60_000;
/** How long an ended session itself is kept, in ms: whoever was in it can still see how it ended. */
const KEEP_ENDED_MS = 24 * HOUR_MS;
/** How often is looked for what has to go, in ms. */
const LOOK_EVERY_MS = 60_000;

const ofNobody = ({ generation, seenAt, awayAt }: SeatDocument): SeatDocument => ({
  ...{ generation, seenAt, awayAt },
  device: '',
});

/**
 * Takes away all that is personal: what was noted of the customer, whom invitations went to, whose
 * devices took part, and the hash of what was asked for at first. What stays says when the session
 * took place, how it ended, which licence was accepted, and what became of its PINs and links.
 */
export function erased({ seats, wish }: SessionDocument, now: number): SessionChange {
  return {
    details: noDetails,
    invitations: [],
    seats: {
      technician: ofNobody(seats.technician),
      customer: seats.customer && ofNobody(seats.customer),
    },
    ...(wish && { wish: { key: wish.key } }),
    erasedAt: now,
  };
}

/** What goes with the end itself: all that is personal, where the company keeps it for no time. */
export const erasedAtEnd =
  (clock: Clock, company: Company) =>
  (session: SessionDocument): SessionChange =>
    company().retentionHours === 0 ? erased(session, clock.now()) : {};

/** Erases what ended sessions hold of people, and at last the sessions themselves. */
export interface Erasing {
  /** Hears of sessions: what was erased of one must leave the store's files soon. */
  hear(session: SessionDocument): void;
  /** Erases and removes what is due; called again and again. */
  look(): Promise<void>;
}

/**
 * Several servers may do it at once: each erasure is a compare-and-set of its session, and erasing
 * twice takes nothing more.
 */
export function createErasing({
  store,
  clock,
  company,
  move,
}: {
  store: Store;
  clock: Clock;
  company: Company;
  move: Move;
}): Erasing {
  let lookedAt = -Infinity;
  let heardOf = false;

  async function erase(id: string, now: number): Promise<void> {
    await move(id, (found) => (found.erasedAt === undefined ? erased(found, now) : null)).catch(
      (error: unknown) => {
        // Another server has removed it meanwhile.
        if (!(error instanceof HttpError)) throw error;
      },
    );
  }

  async function forgetInFiles(): Promise<void> {
    // Before it begins: what is erased while the files are rewritten must be heard of again.
    heardOf = false;
    try {
      await store.compact();
    } catch (error) {
      heardOf = true;
      throw error;
    }
  }

  return {
    hear({ erasedAt }) {
      if (erasedAt !== undefined && erasedAt >= lookedAt) heardOf = true;
    },
    async look() {
      const now = clock.now();
      if (!heardOf && now - lookedAt < LOOK_EVERY_MS) return;
      const keptFor = company().retentionHours * HOUR_MS;
      await store.sessions.removeEnded(now - Math.max(KEEP_ENDED_MS, keptFor));
      const due = await store.sessions.toErase(now - keptFor);
      for (const { _id } of due) await erase(_id, now);
      if (heardOf) await forgetInFiles();
      lookedAt = now;
    },
  };
}
