import { DuplicateError } from './collection.ts';
import type { Collections } from './collections.ts';
import { SCHEMA_VERSION } from './documents.ts';
import type { Store } from './store.ts';

/** The secrets that the servers of one store share; the insert of one of many makers wins. */
export function secretsOver({ secrets }: Collections): Store['secrets'] {
  return {
    async get(name, make) {
      const found = await secrets.findOne({ _id: name });
      if (found) return found.value;
      const made = { _id: name, schema: SCHEMA_VERSION, value: make() };
      try {
        await secrets.insert(made);
        return made.value;
      } catch (error) {
        if (!(error instanceof DuplicateError)) throw error;
        return (await secrets.findOne({ _id: name }))?.value ?? made.value;
      }
    },
  };
}
