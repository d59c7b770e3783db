import { randomInt } from 'node:crypto';
import { PIN_DIGITS } from '../../common/contract/session.ts';
import type { SessionChange, SessionDocument } from '../store/documents.ts';
import { TakenError } from '../store/store.ts';

/** How often another PIN is drawn when one is taken: with 1,000 open sessions, 20 misses are 1 in 10^60. */
const DRAWS = 20;

/** How many of a session's former PINs are remembered, so that whoever types one is told so. */
const REMEMBERED = 20;

/** A PIN from a cryptographic source, zero-padded: each of the million is as likely. */
export function drawPin(): string {
  return String(randomInt(10 ** PIN_DIGITS)).padStart(PIN_DIGITS, '0');
}

/** Draws PINs until one is used that no open session has: the store's unique index says so. */
export async function withFreePin<T>(
  use: (pin: string) => Promise<T>,
  draw: () => string = drawPin,
): Promise<T> {
  for (let draws = 1; ; draws += 1) {
    try {
      return await use(draw());
    } catch (error) {
      const taken = error instanceof TakenError && error.index === 'pin';
      if (!taken || draws === DRAWS) throw error;
    }
  }
}

/** The PIN that can be used at this moment; undefined once it was used or its time is over. */
export function livePin({ pin, pinExpiresAt }: SessionDocument, now: number): string | undefined {
  return pin !== undefined && pinExpiresAt !== null && now < pinExpiresAt ? pin : undefined;
}

/** What became of a PIN that this session once had; undefined if it never had it. */
export function whatBecameOf(
  { pin: current, formerPins }: SessionDocument,
  pin: string,
): 'used' | 'expired' | undefined {
  return pin === current ? 'expired' : formerPins.findLast((former) => former.pin === pin)?.became;
}

/** Takes the present PIN away, where there is one, and notes what became of it. */
export function retirePin(
  { pin, formerPins }: SessionDocument,
  became: 'used' | 'expired',
  at: number,
): SessionChange {
  if (pin === undefined) return { pinExpiresAt: null };
  return {
    pin: undefined,
    pinExpiresAt: null,
    formerPins: [...formerPins, { pin, became, at }].slice(-REMEMBERED),
  };
}
