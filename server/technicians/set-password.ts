import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import { countersOfNetworks } from '../http/networks.ts';
import type { Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import {
  SCHEMA_VERSION,
  type OneTimeLinkDocument,
  type PasswordDocument,
  type TechnicianDocument,
} from '../store/documents.ts';
import type { EndSignedOut } from '../sessions/signed-out.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newSecret } from '../tokens.ts';
import { removeUsedLinkFile } from './link-file.ts';
import { ownDeed } from './own-account-deeds.ts';
import type { Passwords } from './passwords.ts';
import { isRaised } from './raised.ts';
import { limited, type Limit } from './wrong-attempts.ts';

/** How long a one-time link is good, in ms. */
const LINK_GOOD_MS = 24 * 60 * 60 * 1000;
/**
 * How many links that do not work one address may try, and look at, in a window. Those that do are not
 * counted: a whole office may set its passwords on one day.
 */
const TRIES_PER_ADDRESS = 10;
const LOOKS_PER_ADDRESS = 30;
const WINDOW_SECONDS = 15 * 60;

const isNoLink = (outcome: unknown) => outcome instanceof HttpError && outcome.code === 'link_used';

const passwordOf = (
  technicianId: string,
  hash: string,
  changedAt: number,
  byScript?: true,
): PasswordDocument => ({
  _id: `password:${technicianId}`,
  schema: SCHEMA_VERSION,
  technicianId,
  kind: 'password',
  hash,
  changedAt,
  ...(byScript && { byScript }),
});

/** Puts a technician's password in the place of a former one. */
export async function putPassword(
  store: Pick<Store, 'credentials'>,
  technicianId: string,
  hash: string,
  now: number,
): Promise<void> {
  await store.credentials.put(passwordOf(technicianId, hash, now));
}

/**
 * Makes a link that sets a technician's password once, until it expires 24 h later; former ones stop.
 * The secret stands in the fragment, which no browser sends: neither a server's log nor a proxy's
 * ever holds it. What a script made is known as such.
 */
export async function makePasswordLink(
  store: Pick<Store, 'oneTimeLinks'>,
  technicianId: string,
  publicUrl: string,
  now: number,
  byScript?: true,
): Promise<{ url: string; expires: number }> {
  const secret = newSecret();
  const expires = now + LINK_GOOD_MS;
  await store.oneTimeLinks.removeExpired(now);
  await store.oneTimeLinks.removeAllOf(technicianId);
  await store.oneTimeLinks.insert({
    _id: hashToken(secret),
    schema: SCHEMA_VERSION,
    technicianId,
    purpose: 'set_password',
    expiresAt: expires,
    ...(byScript && { byScript }),
  });
  return { url: `${publicUrl}/set-password#${secret}`, expires };
}

/** Setting a password by a one-time link; whoever is signed in by the former one no longer is. */
export function createSetPassword({
  store,
  passwords,
  clock,
  audit,
  endSignedOut,
  dataDir,
}: {
  store: Store;
  passwords: Passwords;
  clock: Clock;
  audit: Pick<Audit, 'note'>;
  endSignedOut: EndSignedOut;
  /** Where the first administrator's link may lie in a file. */
  dataDir: string;
}): Pick<Handlers, 'readPasswordLink' | 'setPassword'> {
  const limits = (name: string, most: number) => {
    const counters = countersOfNetworks(store, name, most, WINDOW_SECONDS);
    return (address: string): Limit[] =>
      counters(address).map((counter) => ({ ...counter, counts: isNoLink }));
  };
  const tries = limits('set-password-address', TRIES_PER_ADDRESS);
  const looks = limits('set-password-look-address', LOOKS_PER_ADDRESS);

  /** Whose link it is. Throws `link_used` for one that was used, replaced, or is too old. */
  async function technicianOf(link: OneTimeLinkDocument | null): Promise<TechnicianDocument> {
    const technician = link && (await store.technicians.byId(link.technicianId));
    if (!technician || technician.disabled) throw new HttpError('link_used');
    return technician;
  }

  return {
    readPasswordLink: ({ body: { token }, address }) =>
      limited(looks(address), async () => {
        const link = await store.oneTimeLinks.byHash(hashToken(token), clock.now());
        return { email: (await technicianOf(link)).email };
      }),
    setPassword: ({ body: { token, password }, address }) =>
      limited(tries(address), async () => {
        // Looked for first: a link that nobody has costs no hash. It cannot be guessed, so the time to the
        // answer tells nothing.
        const seen = await technicianOf(
          await store.oneTimeLinks.byHash(hashToken(token), clock.now()),
        );
        // Taken after the hash, which may be refused by a full queue: it would be used up for nothing.
        const hash = await passwords.hash(password, {
          known: true,
          keys: [{ key: `link of ${seen._id}` }],
        });
        const now = clock.now();
        const former = (await store.credentials.password(seen._id))?.hash ?? null;
        const link = await store.oneTimeLinks.take(hashToken(token), now);
        const technician = await technicianOf(link);
        const { _id, email } = technician;
        // By another link meanwhile, which has replaced this one: that password holds.
        if (
          !(await store.credentials.replacePassword(
            former,
            passwordOf(_id, hash, now, link?.byScript),
          ))
        )
          throw new HttpError('link_used');
        await store.signIns.removeAllOf(_id);
        await endSignedOut(_id);
        const since = await store.technicians.byId(_id);
        if (since === null) {
          // Deleted meanwhile: nothing may be left by which one could sign in.
          await store.credentials.removeAllOf(_id);
          throw new HttpError('link_used');
        }
        if (isRaised(technician, since)) {
          // Links that were made for a technician set no administrator's password.
          await store.credentials.removePassword(_id, hash);
          throw new HttpError('link_used');
        }
        await audit.note(ownDeed(technician, 'password_set'));
        // Where it cannot be removed the next start tries again; the password is set in any case.
        await removeUsedLinkFile(dataDir, token).catch(() => undefined);
        return { email };
      }),
  };
}
