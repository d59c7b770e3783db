import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import { HttpError } from '../http/http-error.ts';
import type { SecondFactorDocument, TechnicianDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { hashToken } from '../tokens.ts';
import { legible } from './legible.ts';
import { ownDeed } from './own-account-deeds.ts';
import { stepOfCode } from './second-factor-key.ts';
import { isWrong, limited, type Limit } from './wrong-attempts.ts';

/**
 * Wrong codes for one account in a quarter of an hour, from all places that are not known. Three codes
 * of a million fit at a time: whoever has the password guesses one after two years on average, without
 * a pause. A place that is known has as many by itself, so that strangers keep nobody out of it.
 */
const WRONG_CODES = 5;
const WINDOW_SECONDS = 15 * 60;

/** How many recovery codes there are, each good once in the place of an authenticator's. */
const RECOVERY_CODES = 10;
/** 80 random bits: too many to be guessed, even by whoever has their SHA-256. */
const RECOVERY_LENGTH = 16;

type Change = Parameters<Store['credentials']['changeSecondFactor']>[1];

/** Whether signing in asks for a code of it. */
export const holds = (factor: SecondFactorDocument | null | undefined): boolean =>
  (factor?.confirmedAt ?? null) !== null;

/** What taking a code changes, so that nobody can take it again; null for one that is not good. */
function useOf(factor: SecondFactorDocument, code: string, now: number): Change | null {
  const step = stepOfCode(factor.key, code, now);
  if (step !== null) return step > factor.usedStep ? { usedStep: step } : null;
  const hash = hashToken(code);
  if (!factor.recoveryHashes.includes(hash)) return null;
  return { recoveryHashes: factor.recoveryHashes.filter((other) => other !== hash) };
}

/**
 * The codes of second factors: each is taken once, and few wrong ones are let through. `place` is what
 * a place is known by that was signed in at: a device's id or a sign-in's hash; null for a stranger's.
 */
export interface SecondFactorCodes {
  /** Takes a code of one that holds. Throws `second_factor_wrong`, `too_many_attempts`. */
  take(technician: TechnicianDocument, code: string, place: string | null): Promise<void>;
  /**
   * Makes one hold that was begun, by its first code, and gives its recovery codes: only their hashes
   * are kept. Devices that were known by a password alone no longer are. Throws
   * `second_factor_wrong`, `too_many_attempts`.
   */
  confirm(technician: TechnicianDocument, code: string, place: string): Promise<string[]>;
}

export function createSecondFactorCodes({
  store,
  clock,
  audit,
}: {
  store: Store;
  clock: Clock;
  audit: Pick<Audit, 'note'>;
}): SecondFactorCodes {
  const perAccount = store.counter('second-factor-account', WRONG_CODES, WINDOW_SECONDS);
  const perPlace = store.counter('second-factor-place', WRONG_CODES, WINDOW_SECONDS);

  const limitOf = (technicianId: string, place: string | null): Limit => ({
    ...(place === null
      ? { counter: perAccount, key: technicianId }
      : { counter: perPlace, key: place }),
    counts: isWrong,
  });

  /** Takes a code of a second factor that holds, or of one that does not yet, and changes `more` with it. */
  async function takeOf(
    technicianId: string,
    confirmed: boolean,
    code: string,
    more: Change = {},
  ): Promise<Change> {
    for (;;) {
      const factor = await store.credentials.secondFactor(technicianId);
      const isAsked = factor !== null && holds(factor) === confirmed;
      const use = isAsked ? useOf(factor, code, clock.now()) : null;
      if (!factor || !use) throw new HttpError('second_factor_wrong');
      if (await store.credentials.changeSecondFactor(factor, { ...use, ...more })) return use;
      // Another code was taken meanwhile; if it was this one, it is no longer good.
    }
  }

  return {
    async take(technician, code, place) {
      const { _id } = technician;
      const limits = [limitOf(_id, place)];
      const { recoveryHashes } = await limited(limits, () => takeOf(_id, true, code));
      if (recoveryHashes !== undefined) await audit.note(ownDeed(technician, 'recovery_code_used'));
    },
    async confirm({ _id }, code, place) {
      const codes = Array.from({ length: RECOVERY_CODES }, () => legible(RECOVERY_LENGTH));
      const recoveryHashes = codes.map(hashToken);
      const confirmed = { confirmedAt: clock.now(), recoveryHashes };
      await limited([limitOf(_id, place)], () => takeOf(_id, false, code, confirmed));
      await store.devices.removeAllOf(_id);
      return codes;
    },
  };
}
