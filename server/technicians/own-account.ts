import type { SignInPlace } from '../../common/contract/people.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import type { EndSignedOut } from '../sessions/signed-out.ts';
import type { SignInDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { shownToSelf } from './may.ts';
import { ownDeed } from './own-account-deeds.ts';

export type OwnAccountHandlers = Pick<
  Handlers,
  'me' | 'signOut' | 'listSignIns' | 'endSignIn' | 'signOutEverywhere'
>;

/** A sign-in as its technician sees it. Its id is the hash of its token, by which nobody signs in. */
const shownPlace = (
  { _id, browser, system, createdAt, seenAt, expiresAt }: SignInDocument,
  here: string,
): SignInPlace => ({
  id: _id,
  browser: browser || null,
  system: system ?? null,
  since: createdAt,
  seen: seenAt,
  expires: expiresAt,
  here: _id === here,
});

/** Who one is, where one is signed in, and signing out: here, in one place, everywhere. */
export function createOwnAccount({
  store,
  clock,
  audit,
  endSignedOut,
}: {
  store: Store;
  clock: Clock;
  audit: Audit;
  endSignedOut: EndSignedOut;
}): OwnAccountHandlers {
  return {
    me: ({ caller }) => shownToSelf(store, caller.technician),
    async signOut({ caller: { technician, tokenHash } }) {
      await store.signIns.remove(tokenHash);
      await audit.note(ownDeed(technician, 'sign_out'));
    },
    async listSignIns({ caller: { technician, tokenHash } }) {
      const now = clock.now();
      const places = (await store.signIns.of(technician._id))
        .filter(({ expiresAt }) => expiresAt > now)
        .map((signIn) => shownPlace(signIn, tokenHash));
      const items = places.sort(
        (one, other) => Number(other.here) - Number(one.here) || other.seen - one.seen,
      );
      return { items };
    },
    async endSignIn({ caller: { technician, tokenHash }, params: { id } }) {
      const signIn = await store.signIns.byHash(id);
      const isOwn = signIn?.technicianId === technician._id && signIn.expiresAt > clock.now();
      if (!isOwn || !(await store.signIns.remove(id))) throw new HttpError('sign_in_not_found');
      // Signing out of this place is leaving it: the session waits, as after `signOut`.
      if (id !== tokenHash) await endSignedOut(technician._id, (signIn) => signIn === id);
      await audit.note(ownDeed(technician, 'sign_in_ended'));
    },
    async signOutEverywhere({ caller: { technician } }) {
      await store.signIns.removeAllOf(technician._id);
      await endSignedOut(technician._id);
      await audit.note(ownDeed(technician, 'sign_out_everywhere'));
    },
  };
}
