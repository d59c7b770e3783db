import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Handlers, TechnicianCaller } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import type { EndSignedOut } from '../sessions/signed-out.ts';
import type { Store } from '../store/store.ts';
import { ownDeed } from './own-account-deeds.ts';
import type { Passwords } from './passwords.ts';
import { putPassword } from './set-password.ts';
import { isWrong, limited } from './wrong-attempts.ts';

/**
 * Wrong passwords at one signed-in place in a quarter of an hour, as at a sign-in. A place counts by
 * itself: what strangers try for the account keeps nobody from the own password.
 */
const WRONG_PER_PLACE = 10;
const WINDOW_SECONDS = 15 * 60;

/** What a signed-in technician's hashes wait as: strangers who try the account do not wait as it. */
const whoseOwn = (technicianId: string) => [`own account ${technicianId}`];

/** Asks a signed-in technician for the password again. Throws `password_wrong`, `too_many_attempts`. */
export type AskPassword = (caller: TechnicianCaller, password: string) => Promise<void>;

export function createAskPassword(store: Store, passwords: Passwords): AskPassword {
  const perPlace = store.counter('own-password-place', WRONG_PER_PLACE, WINDOW_SECONDS);
  return ({ technician, tokenHash }, password) =>
    limited([{ counter: perPlace, key: tokenHash, counts: isWrong }], async () => {
      const { _id } = technician;
      const hash = (await store.credentials.password(_id))?.hash ?? null;
      if (!(await passwords.fits(password, hash, whoseOwn(_id))))
        throw new HttpError('password_wrong');
    });
}

/** Changing one's password; whoever is signed in elsewhere by the former one no longer is. */
export function createChangePassword({
  store,
  passwords,
  clock,
  audit,
  askPassword,
  endSignedOut,
}: {
  store: Store;
  passwords: Passwords;
  clock: Clock;
  audit: Audit;
  askPassword: AskPassword;
  endSignedOut: EndSignedOut;
}): Pick<Handlers, 'changePassword'> {
  return {
    async changePassword({ caller, body: { current, password } }) {
      const { technician, tokenHash } = caller;
      await askPassword(caller, current);
      const hash = await passwords.hash(password, whoseOwn(technician._id));
      // The links first: none may set another password once this one was chosen.
      await store.oneTimeLinks.removeAllOf(technician._id);
      await putPassword(store, technician._id, hash, clock.now());
      await store.signIns.removeAllOf(technician._id, tokenHash);
      await endSignedOut(technician._id, (signIn) => signIn !== tokenHash);
      await audit.note(ownDeed(technician, 'password_changed'));
    },
  };
}
