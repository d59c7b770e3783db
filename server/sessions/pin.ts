import { randomInt, timingSafeEqual } from 'node:crypto';
import { PIN_DIGITS, PIN_EXTRA_DIGITS } from '../../common/contract/session.ts';
import type { SessionChange, SessionDocument } from '../store/documents.ts';
import { TakenError } from '../store/store.ts';

/** How often another PIN is drawn when one is taken: with 1,000 open sessions, 20 misses are 1 in 10^60. */
const DRAWS = 20;

/** How many of a session's former PINs are remembered, so that whoever types one is told so. */
const REMEMBERED = 20;

/** How long a PIN that is over is told apart from one that never was, in ms. */
const TOLD_FOR_MS = 24 * 60 * 60_000;

/** A PIN as typed, with the digits beside it where they were given. */
export interface TypedPin {
  pin: string;
  extra?: string | undefined;
}

/** Digits from a cryptographic source, zero-padded: each row of them is as likely. */
const draw = (digits: number) => String(randomInt(10 ** digits)).padStart(digits, '0');
export const drawPin = () => draw(PIN_DIGITS);
export const drawExtra = () => draw(PIN_EXTRA_DIGITS);

/** Compares digits in a time that does not tell where they differ. */
function sameDigits(kept: string | undefined, typed: string): boolean {
  return kept?.length === typed.length && timingSafeEqual(Buffer.from(kept), Buffer.from(typed));
}

/** Whether what was typed is this PIN: where the extra digits were given, both must fit. */
function fits(kept: { pin: string; extra?: string | undefined }, { pin, extra }: TypedPin) {
  const [pinFits, extraFits] = [
    sameDigits(kept.pin, pin),
    extra === undefined || sameDigits(kept.extra, extra),
  ];
  return pinFits && extraFits;
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

/** Whether what was typed is the PIN that can be used at this moment. */
export function isLivePin(session: SessionDocument, typed: TypedPin, now: number): boolean {
  const pin = livePin(session, now);
  return pin !== undefined && fits({ pin, extra: session.pinExtra }, typed);
}

/** Whether what was typed is the PIN that this session had last. */
export function isLastPin({ formerPins }: SessionDocument, typed: TypedPin): boolean {
  const last = formerPins.at(-1);
  return last !== undefined && fits(last, typed);
}

/** What became of a PIN that this session had within a day; undefined if it never had it. */
export function whatBecameOf(
  { pin, pinExtra, formerPins }: SessionDocument,
  typed: TypedPin,
  now: number,
): 'used' | 'expired' | undefined {
  if (pin !== undefined && fits({ pin, extra: pinExtra }, typed)) return 'expired';
  return formerPins.findLast((former) => fits(former, typed) && now - former.at < TOLD_FOR_MS)
    ?.became;
}

/** Takes the present PIN away, where there is one, and notes what became of it. */
export function retirePin(
  { pin, pinExtra, formerPins }: SessionDocument,
  became: 'used' | 'expired',
  at: number,
): SessionChange {
  if (pin === undefined) return { pinExpiresAt: null };
  const former = { pin, ...(pinExtra !== undefined && { extra: pinExtra }), became, at };
  return {
    pin: undefined,
    pinExtra: undefined,
    pinExpiresAt: null,
    formerPins: [...formerPins, former].slice(-REMEMBERED),
  };
}
