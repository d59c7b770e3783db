import type { Clock } from '../clock.ts';
import { countAttempt } from '../http/attempts.ts';
import type { Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { SCHEMA_VERSION } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newSecret } from '../tokens.ts';
import type { Passwords } from './passwords.ts';

/** How long a one-time link is good, in ms. */
const LINK_GOOD_MS = 24 * 60 * 60 * 1000;
/** How many links one address may try in a window; a person needs one or two. */
const TRIES_PER_ADDRESS = 10;
const WINDOW_SECONDS = 15 * 60;

/** Puts a technician's password in the place of a former one. */
export async function putPassword(
  store: Pick<Store, 'credentials'>,
  technicianId: string,
  hash: string,
  now: number,
): Promise<void> {
  await store.credentials.put({
    _id: `password:${technicianId}`,
    schema: SCHEMA_VERSION,
    technicianId,
    kind: 'password',
    hash,
    changedAt: now,
  });
}

/**
 * Makes a link that sets a technician's password once, within 24 h. The secret stands in the
 * fragment, which no browser sends: neither a server's log nor a proxy's ever holds it.
 */
export async function makePasswordLink(
  store: Pick<Store, 'oneTimeLinks'>,
  technicianId: string,
  publicUrl: string,
  now: number,
): Promise<string> {
  const secret = newSecret();
  await store.oneTimeLinks.removeExpired(now);
  await store.oneTimeLinks.insert({
    _id: hashToken(secret),
    schema: SCHEMA_VERSION,
    technicianId,
    purpose: 'set_password',
    expiresAt: now + LINK_GOOD_MS,
  });
  return `${publicUrl}/set-password#${secret}`;
}

/** Setting a password by a one-time link; whoever is signed in by the former one no longer is. */
export function createSetPassword(
  store: Store,
  passwords: Passwords,
  clock: Clock,
): Pick<Handlers, 'setPassword'> {
  const tries = store.counter('set-password-address', TRIES_PER_ADDRESS, WINDOW_SECONDS);
  return {
    async setPassword({ body: { token, password }, address }) {
      await countAttempt(tries, address);
      // First the hash, which may be refused by a full queue: the link would be used up for nothing.
      const hash = await passwords.hash(password);
      const now = clock.now();
      const link = await store.oneTimeLinks.take(hashToken(token), now);
      const technician = link && (await store.technicians.byId(link.technicianId));
      if (!technician) throw new HttpError('link_used');
      await putPassword(store, technician._id, hash, now);
      await store.signIns.removeAllOf(technician._id);
      return { email: technician.email };
    },
  };
}
