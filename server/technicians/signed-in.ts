import { FRESH_SIGN_IN_MINUTES } from '../../common/contract/routes/route.ts';
import type { Clock } from '../clock.ts';
import type { SignedIn } from '../events/sign-ins.ts';
import type { SignInDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { hashToken } from '../tokens.ts';
import { permissionsOf } from './may.ts';
import { isRaised } from './raised.ts';

/** How often it is noted that a sign-in is used, in ms: not at each of its requests. */
const NOTED_EVERY_MS = 5 * 60 * 1000;
/** How many are noted in one look at all that hold sockets, which must stay quick: it comes each second. */
const NOTED_IN_A_LOOK = 20;

/** Knowing the technician of a token, and noting now and then that it is used. */
export function createSignedIn(store: Store, clock: Clock): SignedIn {
  const lasts = (signIn: SignInDocument) => signIn.expiresAt > clock.now();
  const isDue = ({ seenAt }: SignInDocument) => clock.now() - seenAt >= NOTED_EVERY_MS;
  const noteSeen = ({ _id }: SignInDocument) => store.signIns.seen(_id, clock.now());

  return {
    async authenticate(token) {
      const tokenHash = hashToken(token);
      const signIn = await store.signIns.byHash(tokenHash);
      if (!signIn || !lasts(signIn)) return null;
      const technician = await store.technicians.byId(signIn.technicianId);
      if (!technician || technician.disabled || isRaised(signIn, technician)) return null;
      if (isDue(signIn)) await noteSeen(signIn);
      const may = await permissionsOf(store, technician);
      const justSignedIn = clock.now() - signIn.createdAt < FRESH_SIGN_IN_MINUTES * 60_000;
      return { kind: 'technician', technician, tokenHash, may, justSignedIn };
    },
    async over(hashes) {
      const signIns = (await store.signIns.byHashes(hashes)).filter(lasts);
      const ids = [...new Set(signIns.map(({ technicianId }) => technicianId))];
      const technicians = await store.technicians.byIds(ids);
      const enabled = new Set(technicians.filter((one) => !one.disabled).map(({ _id }) => _id));
      const good = signIns.filter(({ technicianId }) => enabled.has(technicianId));
      await Promise.all(good.filter(isDue).slice(0, NOTED_IN_A_LOOK).map(noteSeen));
      const goodHashes = new Set(good.map(({ _id }) => _id));
      return hashes.filter((hash) => !goodHashes.has(hash));
    },
  };
}
