import type { Collections } from './collections.ts';
import { migrate } from './migrations.ts';
import { peopleOver } from './people.ts';
import { secretsOver } from './secrets.ts';
import { sessionsOver } from './sessions.ts';
import type { Store } from './store.ts';

/** The store over an engine's collections: migrated first, then every named operation, written once. */
export async function storeOver(
  collections: Collections,
  engine: Pick<Store, 'counter' | 'ping' | 'close'>,
): Promise<Store> {
  await migrate(collections);
  return {
    ...peopleOver(collections),
    sessions: sessionsOver(collections),
    secrets: secretsOver(collections),
    ...engine,
  };
}
