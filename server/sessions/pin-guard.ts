import { MOST_MINUTES } from '../../common/contract/settings.ts';
import type { Clock } from '../clock.ts';
import { HttpError } from '../http/http-error.ts';
import type { Company } from '../settings/company.ts';
import type { SessionDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { mayBeRisked, riskOf, sixDigitsDo } from './pin-risk.ts';
import { createPinShares } from './pin-shares.ts';
import { livePin } from './pin.ts';

/** What is risked is added up by the minute. */
const SLOT_MS = 60_000;
/** The longest life that a PIN can be given, in ms. */
const LONGEST_LIFE_MS = MOST_MINUTES * 60_000;

const slotOf = (at: number) => Math.floor(at / SLOT_MS);
const keptUntil = (slot: number) => (slot + 3) * SLOT_MS + LONGEST_LIFE_MS;

/** Who guesses, and with how many digits. */
export interface Guesser {
  /** As limits count it: an IPv4, or the /64 of an IPv6. */
  address: string;
  withExtra: boolean;
}

/** Keeps PINs from being guessed, by what `pin-risk.ts` says may be risked; links are no PINs. */
export interface PinGuard {
  /** Whether each PIN must come with its extra digits now: then panels show them. */
  asksForExtra(): boolean;
  /**
   * Refuses, without a look into the store, what would be refused in any case. Throws
   * `pin_extra_needed`, and `pin_entry_paused` with the seconds until less counts.
   */
  mustBeLetIn(withExtra: boolean): void;
  /**
   * Runs a guess, which throws unless it was right. Its risk is counted before the look, and given
   * back if it was right. Throws as `mustBeLetIn` does, and `too_many_attempts` when its address or
   * network has used up its share.
   */
  guess<T>(by: Guesser, look: () => Promise<T>): Promise<T>;
  /** Looks each second at the open sessions, and at what was risked on other nodes. */
  look(open: readonly SessionDocument[]): Promise<void>;
}

export function createPinGuard({
  store,
  clock,
  company,
}: {
  store: Store;
  clock: Clock;
  company: Company;
}): PinGuard {
  const risk = store.tally('pin-risk');
  const asked = store.tally('pin-asked');
  const shares = createPinShares(store);
  /** When the oldest PIN was drawn that is open; before the first look it may be any. */
  let oldestDrawnAt = -Infinity;
  let asks = false;
  let isPaused = false;

  /**
   * All minutes that the life of an open PIN can have touched. A PIN may be older than the settings
   * now let one become; nodes' clocks may be a minute apart.
   */
  function ofALife(now: number): [from: number, to: number] {
    const since = Math.min(now - company().pinMinutes * 60_000, oldestDrawnAt);
    return [slotOf(Math.max(since, now - LONGEST_LIFE_MS)) - 1, slotOf(now) + 1];
  }

  /** Each minute another one no longer counts. */
  const nextMinute = (now: number) => ({
    retryAfterSeconds: Math.ceil((SLOT_MS - (now % SLOT_MS)) / 1000),
  });
  const paused = (now: number) => new HttpError('pin_entry_paused', nextMinute(now));

  function mustBeLetIn(withExtra: boolean): void {
    if (isPaused) throw paused(clock.now());
    if (asks && !withExtra) throw new HttpError('pin_extra_needed');
  }

  return {
    asksForExtra: () => asks,
    mustBeLetIn,

    async guess({ address, withExtra }, look) {
      mustBeLetIn(withExtra);
      const now = clock.now();
      const slot = slotOf(now);
      const life = ofALife(now);
      const openPins = await store.sessions.openPins(now);
      const units = riskOf(openPins, withExtra);
      // Whoever was asked must find the digits in the panel, even if it was for others' right guesses.
      const ask = async () => {
        asks = true;
        await asked.add(slot, 1, keptUntil(slot));
        throw new HttpError('pin_extra_needed');
      };
      if (!withExtra && !sixDigitsDo(openPins)) return await ask();

      // An address's share first: one that has none left must not use up what all others may.
      const share = shares.of(address, withExtra);
      const keepShare = (points: number) =>
        share.add(slot, points, (slot + 3 + company().pinMinutes) * SLOT_MS);
      const giveShareBack = () => keepShare(-units);
      await keepShare(units);
      if (!(await share.isKept(life))) {
        await giveShareBack();
        throw new HttpError('too_many_attempts', nextMinute(now));
      }
      // Counted first: of many at once, on whatever nodes, the last one to be counted sees them all.
      await risk.add(slot, units, keptUntil(slot));
      const giveBack = async () => {
        await giveShareBack();
        await risk.add(slot, -units, keptUntil(slot));
      };
      if (!mayBeRisked(await risk.sum(...life), withExtra)) {
        await giveBack();
        if (!withExtra) return await ask();
        isPaused = true;
        throw paused(now);
      }
      const found = await look();
      await giveBack();
      return found;
    },

    async look(open) {
      const now = clock.now();
      const pins = open.filter((session) => livePin(session, now) !== undefined);
      oldestDrawnAt = pins.reduce(
        (oldest, { pinDrawnAt, createdAt }) => Math.min(oldest, pinDrawnAt ?? createdAt),
        Infinity,
      );
      const window = ofALife(now);
      const [risked, wereAsked] = await Promise.all([risk.sum(...window), asked.sum(...window)]);
      const fits = (withExtra: boolean) =>
        mayBeRisked(risked + riskOf(pins.length, withExtra), withExtra);
      asks = wereAsked > 0 || !sixDigitsDo(pins.length) || !fits(false);
      isPaused = !fits(true);
    },
  };
}
