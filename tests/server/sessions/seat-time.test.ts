import { describe, expect, it } from 'vitest';
import { createUptime, lostAt } from '../../../server/sessions/seat-time.ts';
import type { SeatDocument } from '../../../server/store/documents.ts';
import { testClock } from '../../support/clock.ts';
import { sessionDocument } from '../../support/documents.ts';

const SECOND = 1000;
const START = 3_600_000;

const there = (more: Partial<SeatDocument> = {}): SeatDocument => ({
  generation: 1,
  device: 'd'.repeat(32),
  seenAt: START + 10 * 3_600_000,
  awayAt: null,
  flowing: false,
  ...more,
});
const away = (since: number, more: Partial<SeatDocument> = {}): SeatDocument =>
  there({ seenAt: START + since, awayAt: START + since, ...more });

/** After how many seconds from START the customer's seat is lost; null where it is not at stake. */
function customerIsLost(
  technician: SeatDocument,
  customer: SeatDocument,
  { now = START + 10 * SECOND, upSince = 0, state = 'active' as 'active' | 'connected' } = {},
): number | null {
  const session = sessionDocument({ state, seats: { technician, customer } });
  const at = lostAt(session, 'customer', { now, upSince, seatSeconds: 120 });
  return at === null ? null : (at - START) / SECOND;
}

describe('the seat of a side that is away', () => {
  it('is held for as long as is set, from when it went', () => {
    expect(customerIsLost(there(), away(0))).toBe(120);
    expect(customerIsLost(there(), there())).toBeNull();
  });

  it('is not at stake before the start: only the waiting has an end then', () => {
    expect(customerIsLost(there(), away(0), { state: 'connected' })).toBeNull();
  });

  it('is not at stake while the other side reports that media flow between them', () => {
    expect(customerIsLost(there({ flowing: true }), away(0))).toBeNull();
  });

  it('is held from when media were last said to flow', () => {
    const flowed = there({ flowedAt: START + 40 * SECOND });
    expect(customerIsLost(flowed, away(0))).toBe(160);
  });

  it('is not lost by what somebody reported who is away as well', () => {
    const technician = away(60 * SECOND, { flowing: true });
    expect(customerIsLost(technician, away(0))).toBe(120);
  });

  it('is held for longer where both vanished in the middle of a call: then it is the server that nobody reached', () => {
    const technician = away(2 * SECOND, { flowing: true });
    const customer = away(0, { flowing: true });
    expect(customerIsLost(technician, customer)).toBe(2 + 15 * 60);
    // One is back and still has the picture: nothing is at stake.
    expect(customerIsLost(there({ flowing: true }), customer)).toBeNull();
    // Back without it: from then on it counts.
    expect(customerIsLost(there({ flowedAt: START + 300 * SECOND }), customer)).toBe(420);
  });

  it('is not lost by time in which no server could note who was there', () => {
    expect(customerIsLost(there(), away(0), { upSince: START + 500 * SECOND })).toBe(620);
  });
});

describe('what a server knows of itself', () => {
  it('begins anew when the store answers again', () => {
    const clock = testClock();
    const began = clock.now();
    const uptime = createUptime(clock);
    clock.pass(5 * SECOND);
    uptime.storeAnswers();
    expect(uptime.since()).toBe(began);
    uptime.storeIsAway();
    clock.pass(5 * SECOND);
    expect(uptime.since()).toBe(clock.now());
    uptime.storeAnswers();
    clock.pass(5 * SECOND);
    expect(uptime.since()).toBe(clock.now() - 5 * SECOND);
  });
});
