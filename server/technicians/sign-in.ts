import type { Clock } from '../clock.ts';
import { countAttempt, giveAttemptBack } from '../http/attempts.ts';
import type { Handlers, TechnicianCaller } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { SCHEMA_VERSION, type TechnicianDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newToken } from '../tokens.ts';
import { permissionsOf, shownToSelf } from './may.ts';
import type { Passwords } from './passwords.ts';

/** The window of both limits, in seconds. */
const WINDOW_SECONDS = 15 * 60;
/** Wrong passwords for one account in a window. */
const WRONG_PER_ACCOUNT = 10;
/** Wrong passwords from one address in a window: a whole office may share one. */
const WRONG_PER_ADDRESS = 30;

export type TechnicianHandlers = Pick<Handlers, 'signIn' | 'signOut' | 'me'>;

/** Signing in and out, and knowing a technician by a token. Tokens end after `signInHours`. */
export function createSignIn(
  store: Store,
  passwords: Passwords,
  clock: Clock,
  signInHours: number,
): { handlers: TechnicianHandlers; authenticate(token: string): Promise<TechnicianCaller | null> } {
  const perAccount = store.counter('sign-in-account', WRONG_PER_ACCOUNT, WINDOW_SECONDS);
  const perAddress = store.counter('sign-in-address', WRONG_PER_ADDRESS, WINDOW_SECONDS);

  /** Whose password this is; an unknown e-mail takes the same time and is refused the same way. */
  async function whose(email: string, password: string): Promise<TechnicianDocument> {
    const technician = await store.technicians.byEmail(email);
    const credential = await store.credentials.password(technician?._id ?? 'nobody');
    const fits = await passwords.fits(password, credential?.hash ?? null);
    if (!fits || !technician || technician.disabled) throw new HttpError('sign_in_refused');
    return technician;
  }

  return {
    handlers: {
      async signIn({ body: { email, password }, address, browser }) {
        // Counted before the look, so that many at once are not all let through.
        await countAttempt(perAddress, address);
        await countAttempt(perAccount, email);
        const technician = await whose(email, password);
        await giveAttemptBack(perAddress, address);
        await giveAttemptBack(perAccount, email);

        const token = newToken('t');
        const now = clock.now();
        const expiresAt = now + signInHours * 3_600_000;
        await store.signIns.removeExpired(now);
        await store.signIns.insert({
          _id: hashToken(token),
          schema: SCHEMA_VERSION,
          technicianId: technician._id,
          createdAt: now,
          expiresAt,
          seenAt: now,
          browser,
        });
        return { token, expires: expiresAt, technician: await shownToSelf(store, technician) };
      },
      async signOut({ caller }) {
        await store.signIns.remove(caller.tokenHash);
      },
      async me({ caller }) {
        return await shownToSelf(store, caller.technician);
      },
    },
    async authenticate(token) {
      const tokenHash = hashToken(token);
      const signIn = await store.signIns.byHash(tokenHash);
      if (!signIn || signIn.expiresAt <= clock.now()) return null;
      const technician = await store.technicians.byId(signIn.technicianId);
      if (!technician || technician.disabled) return null;
      return {
        kind: 'technician',
        technician,
        tokenHash,
        may: await permissionsOf(store, technician),
      };
    },
  };
}
