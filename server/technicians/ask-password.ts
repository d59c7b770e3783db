import type { Clock } from '../clock.ts';
import type { TechnicianCaller } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import type { PasswordDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import type { Whose } from './bounded-queue.ts';
import type { Passwords } from './passwords.ts';
import { isRight, isWrong, limited } from './wrong-attempts.ts';

/**
 * Wrong passwords at one signed-in place in a quarter of an hour, as at a sign-in. A place counts by
 * itself: what strangers try for the account keeps nobody from the own password.
 */
const WRONG_PER_PLACE = 10;
const WINDOW_SECONDS = 15 * 60;
/** Right ones at one signed-in place in an hour: each costs a hash, and a person gives a few. */
const RIGHT_PER_PLACE = 20;
const HOUR_SECONDS = 60 * 60;

/** What a signed-in technician's hashes wait as: apart from strangers, and those of one account as one. */
export const whoseOwn = (technicianId: string): Whose => ({
  known: true,
  keys: [{ key: `own account ${technicianId}` }],
});

/**
 * Throws `not_signed_in` where the sign-in that a request came by holds no more. A hash takes its time,
 * and waits for its turn: whoever was signed out meanwhile changes nothing by it.
 */
export async function mustStillBeSignedIn(
  store: Pick<Store, 'signIns' | 'technicians'>,
  clock: Clock,
  { technician, tokenHash }: TechnicianCaller,
): Promise<void> {
  const [signIn, found] = await Promise.all([
    store.signIns.byHash(tokenHash),
    store.technicians.byId(technician._id),
  ]);
  const holds = signIn !== null && signIn.expiresAt > clock.now();
  if (!holds || found === null || found.disabled) throw new HttpError('not_signed_in');
}

/**
 * Asks a signed-in technician for the password again, and gives it as it is stored. Throws
 * `password_wrong`, also where it was changed as it was looked at, `not_signed_in`, `too_many_attempts`.
 */
export type AskPassword = (caller: TechnicianCaller, password: string) => Promise<PasswordDocument>;

export function createAskPassword({
  store,
  passwords,
  clock,
}: {
  store: Store;
  passwords: Passwords;
  clock: Clock;
}): AskPassword {
  const wrong = store.counter('own-password-place', WRONG_PER_PLACE, WINDOW_SECONDS);
  const right = store.counter('own-password-right-place', RIGHT_PER_PLACE, HOUR_SECONDS);

  return (caller, typed) => {
    const { _id } = caller.technician;
    const key = caller.tokenHash;
    const limits = [
      { counter: wrong, key, counts: isWrong },
      { counter: right, key, counts: isRight },
    ];
    return limited(limits, async () => {
      const password = await store.credentials.password(_id);
      const fits = await passwords.fits(typed, password?.hash ?? null, whoseOwn(_id));
      if (!fits || password === null) throw new HttpError('password_wrong');
      await mustStillBeSignedIn(store, clock, caller);
      const now = await store.credentials.password(_id);
      if (now?.hash !== password.hash) throw new HttpError('password_wrong');
      return password;
    });
  };
}
