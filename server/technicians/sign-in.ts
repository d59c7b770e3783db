import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { ToldBrowser } from '../http/browser.ts';
import type { Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { SCHEMA_VERSION, type TechnicianDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newToken } from '../tokens.ts';
import { createDevices } from './devices.ts';
import { shownToSelf } from './may.ts';
import { ownDeed } from './own-account-deeds.ts';
import type { Passwords } from './passwords.ts';
import { holds, type SecondFactorCodes } from './second-factor-code.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import type { RefusedSignIns } from './sign-in-refused.ts';
import { limited } from './wrong-attempts.ts';

/** Stands for the technician of an unknown address, so that it is looked at like any other. */
const NOBODY = 'nobody';

export interface SignInNeeds {
  store: Store;
  passwords: Passwords;
  clock: Clock;
  audit: Audit;
  codes: SecondFactorCodes;
  refused: Pick<RefusedSignIns, 'note'>;
  /** How long a sign-in lasts. */
  signInHours: number;
}

/** Signing in: by e-mail and password, and by a code where there is a second factor. */
export function createSignIn({
  store,
  passwords,
  clock,
  audit,
  codes,
  refused,
  signInHours,
}: SignInNeeds): Pick<Handlers, 'signIn'> {
  const { limitsOf, whoseHash } = createSignInLimits(store);
  const devices = createDevices(store, clock);

  /** The token of a new sign-in, by a password of this hash. Throws `sign_in_refused`. */
  async function enter({ _id, role }: TechnicianDocument, hash: string, told: ToldBrowser) {
    const token = newToken('t');
    const tokenHash = hashToken(token);
    const now = clock.now();
    const expires = now + signInHours * 3_600_000;
    await store.signIns.removeExpired(now);
    await store.signIns.insert({
      _id: tokenHash,
      schema: SCHEMA_VERSION,
      technicianId: _id,
      role,
      createdAt: now,
      expiresAt: expires,
      seenAt: now,
      ...told,
    });
    // A change of the password ends the sign-ins that there are: not one that was on its way.
    if ((await store.credentials.password(_id))?.hash !== hash) {
      await store.signIns.remove(tokenHash);
      throw new HttpError('sign_in_refused');
    }
    return { token, expires };
  }

  return {
    async signIn({ body: { email, password, code, device }, address, toldBrowser }) {
      const found = await store.technicians.byEmail(email);
      const id = found?._id ?? NOBODY;
      const known = device === undefined ? null : await devices.known(id, device);
      const trying = { email, address, known };

      /** Throws `sign_in_refused`, `second_factor_needed`, `second_factor_wrong`, `too_many_attempts`. */
      async function prove() {
        const hash = (await store.credentials.password(id))?.hash ?? null;
        // An unknown address and a disabled account take as long as any other, and are refused alike.
        const fits = await passwords.fits(password, hash, whoseHash(trying));
        if (!fits || hash === null || !found || found.disabled)
          throw new HttpError('sign_in_refused');
        if (holds(await store.credentials.secondFactor(id))) {
          if (code === undefined) throw new HttpError('second_factor_needed');
          await codes.take(found, code, known);
        }
        return { technician: found, ...(await enter(found, hash, toldBrowser)) };
      }

      const { technician, token, expires } = await limited(limitsOf(trying), prove).catch(
        (error: unknown) => {
          refused.note(error, found);
          throw error;
        },
      );
      if (device !== undefined) await devices.note(id, device);
      await audit.note(ownDeed(technician, 'sign_in'));
      return { token, expires, technician: await shownToSelf(store, technician) };
    },
  };
}
