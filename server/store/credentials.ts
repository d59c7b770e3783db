import { DuplicateError } from './collection.ts';
import type { Collections } from './collections.ts';
import type { PasswordDocument, SecondFactorDocument } from './documents.ts';
import type { Store } from './store.ts';

/** All by which technicians prove who they are, over either engine. */
export function credentialsOver({
  credentials,
  signIns,
  devices,
  oneTimeLinks,
}: Collections): Pick<Store, 'credentials' | 'signIns' | 'devices' | 'oneTimeLinks'> {
  return {
    credentials: {
      password: async (technicianId) =>
        (await credentials.findOne({
          technicianId,
          kind: 'password',
        })) as PasswordDocument | null,
      secondFactor: async (technicianId) =>
        (await credentials.findOne({
          technicianId,
          kind: 'second_factor',
        })) as SecondFactorDocument | null,
      secondFactors: async (technicianIds) =>
        (await credentials.find({
          technicianId: { $in: technicianIds },
          kind: 'second_factor',
        })) as SecondFactorDocument[],
      of: (technicianIds) => credentials.find({ technicianId: { $in: technicianIds } }),
      async put(credential) {
        // One credential of a kind has one id, so that two who put it at once leave one.
        const one = { ...credential, _id: `${credential.kind}:${credential.technicianId}` };
        if (await credentials.replace({ _id: one._id }, one)) return;
        await credentials.insert(one).catch(async (error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
          await credentials.replace({ _id: one._id }, one);
        });
      },
      async replacePassword(former, password) {
        const one = { ...password, _id: `password:${password.technicianId}` };
        if (former !== null) return await credentials.replace({ _id: one._id, hash: former }, one);
        try {
          await credentials.insert(one);
          return true;
        } catch (error) {
          if (!(error instanceof DuplicateError)) throw error;
          return false;
        }
      },
      removePassword: async (technicianId, hash) =>
        void (await credentials.remove({ technicianId, kind: 'password', hash })),
      async putUnconfirmed(factor) {
        const one = { ...factor, _id: `second_factor:${factor.technicianId}` };
        const replace = () => credentials.replace({ _id: one._id, confirmedAt: null }, one);
        if (await replace()) return true;
        try {
          await credentials.insert(one);
          return true;
        } catch (error) {
          if (!(error instanceof DuplicateError)) throw error;
          // Either it holds, or somebody has just begun one: that one is replaced.
          return await replace();
        }
      },
      changeSecondFactor: async ({ technicianId, key, revision }, change) =>
        (await credentials.update(
          // The key as well: one that was begun anew counts its revisions anew.
          { technicianId, kind: 'second_factor', key, revision },
          { set: change, add: { revision: 1 } },
        )) as SecondFactorDocument | null,
      removeSecondFactor: async (technicianId, key) =>
        (await credentials.remove({
          ...{ technicianId, kind: 'second_factor' },
          ...(key !== undefined && { key }),
        })) > 0,
      removeAllOf: async (technicianId) => void (await credentials.remove({ technicianId })),
    },
    signIns: {
      insert: (signIn) => signIns.insert(signIn),
      byHash: (hash) => signIns.findOne({ _id: hash }),
      byHashes: (hashes) => signIns.find({ _id: { $in: hashes } }),
      of: (technicianId) => signIns.find({ technicianId }),
      seen: async (hash, seenAt) => void (await signIns.update({ _id: hash }, { set: { seenAt } })),
      remove: async (hash) => (await signIns.remove({ _id: hash })) > 0,
      removeAllOf: async (technicianId, but) =>
        void (await signIns.remove(
          but === undefined ? { technicianId } : { technicianId, _id: { $ne: but } },
        )),
      removeExpired: async (now) => void (await signIns.remove({ expiresAt: { $lt: now } })),
    },
    devices: {
      async put(device) {
        if (await devices.replace({ _id: device._id }, device)) return;
        await devices.insert(device).catch((error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
        });
      },
      byId: (id) => devices.findOne({ _id: id }),
      async keepNewest(technicianId, most) {
        const found = await devices.find({ technicianId });
        if (found.length <= most) return;
        const newestFirst = found.sort((one, other) => other.expiresAt - one.expiresAt);
        const older = newestFirst.slice(most).map(({ _id }) => _id);
        await devices.remove({ _id: { $in: older } });
      },
      removeAllOf: async (technicianId) => void (await devices.remove({ technicianId })),
      removeExpired: async (now) => void (await devices.remove({ expiresAt: { $lt: now } })),
    },
    oneTimeLinks: {
      insert: (link) => oneTimeLinks.insert(link),
      byHash: (hash, now) => oneTimeLinks.findOne({ _id: hash, expiresAt: { $gt: now } }),
      take: (hash, now) => oneTimeLinks.take({ _id: hash, expiresAt: { $gt: now } }),
      removeAllOf: async (technicianId) => void (await oneTimeLinks.remove({ technicianId })),
      removeExpired: async (now) => void (await oneTimeLinks.remove({ expiresAt: { $lt: now } })),
    },
  };
}
