import { DuplicateError } from './collection.ts';
import type { Collections } from './collections.ts';
import { TakenError, type Store } from './store.ts';

const ONE = 'settings';

/** Settings, licences, API tokens and the audit log, over either engine. */
export function companyOver({
  settings,
  licences,
  apiTokens,
  audit,
}: Collections): Pick<Store, 'settings' | 'licences' | 'apiTokens' | 'audit'> {
  return {
    settings: {
      read: () => settings.findOne({ _id: ONE }),
      async write(revision, document) {
        const next = { ...document, _id: ONE, revision: revision + 1 };
        if (revision > 0) return await settings.replace({ _id: ONE, revision }, next);
        try {
          await settings.insert(next);
          return true;
        } catch (error) {
          // Somebody else was the first to change them.
          if (error instanceof DuplicateError) return false;
          throw error;
        }
      },
    },
    licences: {
      async insert(licence) {
        await licences.insert(licence).catch((error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
        });
      },
      list: (part) => licences.page({}, { by: 'place', order: 'falling', ...part }),
    },
    apiTokens: {
      async insert(token) {
        await apiTokens.insert(token).catch((error: unknown) => {
          if (!(error instanceof DuplicateError)) throw error;
          throw new TakenError(error.field === 'wish.key' ? 'wish' : 'id');
        });
      },
      byHash: (hash) => apiTokens.findOne({ hash }),
      byWish: (key) => apiTokens.findOne({ 'wish.key': key }),
      list: (part) => apiTokens.page({}, { by: 'place', order: 'rising', ...part }),
      seen: async (id, seenAt) => void (await apiTokens.update({ _id: id }, { set: { seenAt } })),
      remove: (id) => apiTokens.take({ _id: id }),
      async removeAllOf(makerId) {
        const found = await apiTokens.find({ 'createdBy.id': makerId });
        const taken = await Promise.all(found.map(({ _id }) => apiTokens.take({ _id })));
        return taken.filter((token) => token !== null);
      },
      removeExpired: async (now) => void (await apiTokens.remove({ expiresAt: { $lt: now } })),
    },
    audit: {
      append: (entry) => audit.insert(entry),
      list: (part) => audit.page({}, { by: '_id', order: 'falling', ...part }),
    },
  };
}
