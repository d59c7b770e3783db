import type { Clock } from '../clock.ts';
import type { Collections } from './collections.ts';
import { countersOver } from './counters.ts';
import { migrate } from './migrations.ts';
import { peopleOver } from './people.ts';
import { secretsOver } from './secrets.ts';
import { sessionsOver } from './sessions.ts';
import type { Store } from './store.ts';

/** The store over an engine's collections: migrated first, then every named operation, written once. */
export async function storeOver(
  collections: Collections,
  engine: Pick<Store, 'ping' | 'close'>,
  clock: Clock,
): Promise<Store> {
  await migrate(collections);
  return {
    ...peopleOver(collections),
    sessions: sessionsOver(collections),
    secrets: secretsOver(collections),
    counter: countersOver(collections.counters, clock),
    ...engine,
  };
}
