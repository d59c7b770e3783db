import { DuplicateError } from './collection.ts';
import type { Collections } from './collections.ts';
import { TakenError, type Store } from './store.ts';

/** Technicians and all by which they sign in, over either engine. */
export function peopleOver({
  technicians,
  credentials,
  signIns,
  oneTimeLinks,
}: Collections): Pick<Store, 'technicians' | 'credentials' | 'signIns' | 'oneTimeLinks'> {
  return {
    technicians: {
      async insert(technician) {
        await technicians.insert(technician).catch((error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
          throw new TakenError(error.field === 'email' ? 'email' : 'id');
        });
      },
      byId: (id) => technicians.findOne({ _id: id }),
      byEmail: (email) => technicians.findOne({ email }),
      anyAdministrator: async () => (await technicians.findOne({ role: 'administrator' })) !== null,
    },
    credentials: {
      password: (technicianId) => credentials.findOne({ technicianId, kind: 'password' }),
      async put(credential) {
        // One credential of a kind has one id, so that two who put it at once leave one.
        const one = { ...credential, _id: `${credential.kind}:${credential.technicianId}` };
        if (await credentials.replace({ _id: one._id }, one)) return;
        await credentials.insert(one).catch(async (error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
          await credentials.replace({ _id: one._id }, one);
        });
      },
    },
    signIns: {
      insert: (signIn) => signIns.insert(signIn),
      byHash: (hash) => signIns.findOne({ _id: hash }),
      remove: async (hash) => void (await signIns.remove({ _id: hash })),
      removeAllOf: async (technicianId) => void (await signIns.remove({ technicianId })),
      removeExpired: async (now) => void (await signIns.remove({ expiresAt: { $lt: now } })),
    },
    oneTimeLinks: {
      insert: (link) => oneTimeLinks.insert(link),
      take: (hash, now) => oneTimeLinks.take({ _id: hash, expiresAt: { $gt: now } }),
      removeExpired: async (now) => void (await oneTimeLinks.remove({ expiresAt: { $lt: now } })),
    },
  };
}
