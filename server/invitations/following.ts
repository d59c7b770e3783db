import type { Clock } from '../clock.ts';
import type { InvitationDocument, SessionDocument } from '../store/documents.ts';
import { isSettled } from './advance.ts';
import type { Delivery } from './delivery.ts';
import type { Record } from './record.ts';
import { failed, type Transports } from './transport.ts';

/** How long a gateway is asked what became of an SMS, in ms after it was sent. */
const ASK_UNTIL_MS = 10 * 60_000;
/** After how long it is first asked, in ms; then after twice as long each time. */
const FIRST_ASK_MS = 2000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * When an invitation that is still being sent was lost with its server, in ms: no transport takes
 * half as long with its second try.
 */
const LOST_AFTER_MS = 60_000;

/** Looks after invitations of which nobody tells: those that must be asked about, and lost ones. */
export interface Following {
  /** One look at all open sessions; called again and again. */
  look(open: readonly SessionDocument[]): void;
  /** Resolves when nothing is being asked any more. */
  settled(): Promise<void>;
}

export function createFollowing(
  { transports, clock }: { transports: Transports; clock: Clock },
  delivery: Pick<Delivery, 'isOnItsWay'>,
  record: Record,
): Following {
  const ask = transports.sms?.readCallback ? null : (transports.sms?.ask ?? null);
  const pauses = new Map<string, { next: number; pause: number }>();
  const running = new Set<Promise<unknown>>();

  function run(task: () => Promise<unknown>): void {
    // Whatever fails is tried again by the next look: the store or the gateway is away.
    const promise = task()
      .catch(() => undefined)
      .finally(() => running.delete(promise));
    running.add(promise);
  }

  function isDue({ id, at }: InvitationDocument, now: number): boolean {
    const { next, pause } = pauses.get(id) ?? { next: at + FIRST_ASK_MS, pause: FIRST_ASK_MS };
    if (now < next) return false;
    const longer = Math.min(pause * 2, LONGEST_PAUSE_MS);
    pauses.set(id, { next: now + longer, pause: longer });
    return true;
  }

  function lookAt(sessionId: string, invitation: InvitationDocument, now: number): void {
    const { id, way, at, status, reference } = invitation;
    if (status === 'sending' && now - at > LOST_AFTER_MS && !delivery.isOnItsWay(id))
      run(() => record(sessionId, id, failed('unknown_outcome')));
    if (ask === null || way !== 'sms' || reference === null || isSettled(invitation)) return;
    if (now - at > ASK_UNTIL_MS || !isDue(invitation, now)) return;
    run(async () => {
      const outcome = await ask(reference);
      if (outcome !== null) await record(sessionId, id, outcome);
    });
  }

  return {
    look(open) {
      const now = clock.now();
      const seen = new Set<string>();
      for (const { _id, invitations } of open)
        for (const invitation of invitations) {
          seen.add(invitation.id);
          lookAt(_id, invitation, now);
        }
      for (const id of pauses.keys()) if (!seen.has(id)) pauses.delete(id);
    },
    async settled() {
      await Promise.all(running);
    },
  };
}
