import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import type { EndSignedOut } from '../sessions/signed-out.ts';
import type { Store } from '../store/store.ts';
import { mustStillBeSignedIn, whoseOwn, type AskPassword } from './ask-password.ts';
import { ownDeed } from './own-account-deeds.ts';
import type { Passwords } from './passwords.ts';
import { isRight, limited } from './wrong-attempts.ts';

/**
 * How often an account's password is changed in an hour: each costs two hashes, ends every other
 * sign-in, and makes one-time links worthless.
 */
const CHANGES_PER_ACCOUNT = 20;
const HOUR_SECONDS = 60 * 60;

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
  const changes = store.counter('own-password-changes', CHANGES_PER_ACCOUNT, HOUR_SECONDS);

  return {
    async changePassword({ caller, body: { current, password } }) {
      const { technician, tokenHash } = caller;
      const { _id } = technician;
      await limited([{ counter: changes, key: _id, counts: isRight }], async () => {
        const former = await askPassword(caller, current);
        const hash = await passwords.hash(password, whoseOwn(_id));
        await mustStillBeSignedIn(store, clock, caller);
        // The links first: none may set another password once this one was chosen.
        await store.oneTimeLinks.removeAllOf(_id);
        const chosen = { ...former, hash, changedAt: clock.now() };
        // Set by a link meanwhile: that one holds, whoever knew the former.
        if (!(await store.credentials.replacePassword(former.hash, chosen)))
          throw new HttpError('password_wrong');
      });
      await store.signIns.removeAllOf(_id, tokenHash);
      await endSignedOut(_id, (signIn) => signIn !== tokenHash);
      await audit.note(ownDeed(technician, 'password_changed'));
    },
  };
}
