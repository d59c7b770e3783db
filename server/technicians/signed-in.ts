import type { Clock } from '../clock.ts';
import type { SignedIn } from '../events/sign-ins.ts';
import type { SignInDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { hashToken } from '../tokens.ts';
import { permissionsOf } from './may.ts';

/** How often it is noted that a sign-in is used, in ms: not at each of its requests. */
const NOTED_EVERY_MS = 5 * 60 * 1000;

/** Knowing the technician of a token, and noting now and then that it is used. */
export function createSignedIn(store: Store, clock: Clock): SignedIn {
  const lasts = (signIn: SignInDocument) => signIn.expiresAt > clock.now();

  async function noteSeen({ _id, seenAt }: SignInDocument): Promise<void> {
    const now = clock.now();
    if (now - seenAt >= NOTED_EVERY_MS) await store.signIns.seen(_id, now);
  }

  return {
    async authenticate(token) {
      const tokenHash = hashToken(token);
      const signIn = await store.signIns.byHash(tokenHash);
      if (!signIn || !lasts(signIn)) return null;
      const technician = await store.technicians.byId(signIn.technicianId);
      if (!technician || technician.disabled) return null;
      await noteSeen(signIn);
      const may = await permissionsOf(store, technician);
      return { kind: 'technician', technician, tokenHash, may };
    },
    async over(hashes) {
      const signIns = (await store.signIns.byHashes(hashes)).filter(lasts);
      const ids = [...new Set(signIns.map(({ technicianId }) => technicianId))];
      const technicians = await store.technicians.byIds(ids);
      const enabled = new Set(technicians.filter((one) => !one.disabled).map(({ _id }) => _id));
      const good = signIns.filter(({ technicianId }) => enabled.has(technicianId));
      for (const signIn of good) await noteSeen(signIn);
      const goodHashes = new Set(good.map(({ _id }) => _id));
      return hashes.filter((hash) => !goodHashes.has(hash));
    },
  };
}
