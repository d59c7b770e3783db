import type { Side } from '../../common/contract/session.ts';
import type { Clock } from '../clock.ts';
import type { SessionDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import type { SessionListener } from './news.ts';

/** How often a seat whose socket is open is noted again, in ms. */
const NOTE_EVERY_MS = 15_000;
/**
 * How often at most a report is noted as it comes, in ms; the next refresh notes what came sooner. Each is
 * a write, and news for both sides. Real time: it measures what this process must bear.
 */
const REPORT_EVERY_MS = 1000;

interface Held {
  id: string;
  side: Side;
  generation: number;
  /** How many sockets of the seat's document are open: a new one may come before the old one goes. */
  sockets: number;
  /** When the last of them ended, while there is none. */
  awayAt: number;
  flowing: boolean;
  flowedAt?: number;
  /** When a report was last noted as it came. */
  reportedAt: number;
  /** A report waits for the next refresh. */
  waits: boolean;
  notedAt: number;
  noting: Promise<void>;
}

/** One socket of the document that holds a seat. */
export interface SeatSocket {
  /** What the document reports: whether media can flow between it and the other side. */
  reports(flowing: boolean): void;
  /** It has closed; its other end may have been gone for so many ms by then. */
  closed(goneForMs?: number): void;
}

/** Notes in the store which seats have their document connected to this node, and what they report. */
export interface Presence {
  /** A socket of the seat's document is open, until it is closed. */
  opened(session: SessionDocument, side: Side): SeatSocket;
  /** Notes again what was noted too long ago, or could not be noted. */
  refresh(): Promise<void>;
  /** Resolves when all is noted. */
  settled(): Promise<void>;
}

export function createPresence({
  store,
  clock,
  publish,
  failed,
}: {
  store: Store;
  clock: Clock;
  publish: SessionListener;
  failed: (error: unknown) => void;
}): Presence {
  const seats = new Map<string, Held>();

  /** One after the other for each seat, and each as things stand by then: the last one is right. */
  function note(key: string, held: Held): Promise<void> {
    held.noting = held.noting.then(async () => {
      held.waits = false;
      const there = held.sockets > 0;
      const seenAt = there ? clock.now() : held.awayAt;
      const { id, side, generation, flowing, flowedAt } = held;
      try {
        const session = await store.sessions.noteSeat(id, side, generation, {
          seenAt,
          awayAt: there ? null : held.awayAt,
          flowing,
          flowedAt,
        });
        held.notedAt = clock.now();
        if (!there && held.sockets === 0 && seats.get(key) === held) seats.delete(key);
        if (session !== null) publish(session);
      } catch (error) {
        failed(error);
        // The refresh tries again.
        held.notedAt = -Infinity;
      }
    });
    return held.noting;
  }

  return {
    opened(session, side) {
      const seat = session.seats[side];
      const generation = seat?.generation ?? 0;
      const key = `${session._id} ${side} ${generation}`;
      const held = seats.get(key) ?? {
        ...{ id: session._id, side, generation },
        sockets: 0,
        awayAt: clock.now(),
        // What was reported over a former socket holds until this one says otherwise.
        flowing: seat?.flowing ?? false,
        reportedAt: -Infinity,
        waits: false,
        notedAt: -Infinity,
        noting: Promise.resolve(),
      };
      seats.set(key, held);
      held.sockets += 1;
      void note(key, held);
      let open = true;
      return {
        reports(flowing) {
          if (!open || held.flowing === flowing) return;
          held.flowing = flowing;
          if (!flowing) held.flowedAt = clock.now();
          if (clock.now() - held.reportedAt < REPORT_EVERY_MS) {
            held.waits = true;
            return;
          }
          held.reportedAt = clock.now();
          void note(key, held);
        },
        closed(goneForMs = 0) {
          if (!open) return;
          open = false;
          held.sockets -= 1;
          held.awayAt = clock.now() - goneForMs;
          void note(key, held);
        },
      };
    },
    async refresh() {
      const now = clock.now();
      const due = [...seats].filter(
        ([, held]) => held.waits || now - held.notedAt >= NOTE_EVERY_MS,
      );
      await Promise.all(due.map(([key, held]) => note(key, held)));
    },
    async settled() {
      await Promise.all([...seats.values()].map((held) => held.noting));
    },
  };
}
