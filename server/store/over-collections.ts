import type { Clock } from '../clock.ts';
import type { Collections } from './collections.ts';
import { companyOver } from './company.ts';
import { countersOver, countersSecret } from './counters.ts';
import { credentialsOver } from './credentials.ts';
import { sweepExpired } from './expired.ts';
import { migrate } from './migrations.ts';
import { peopleOver } from './people.ts';
import { phoneChecksOver } from './phone-checks.ts';
import { secretsOver } from './secrets.ts';
import { sessionsOver } from './sessions.ts';
import { talliesOver } from './tallies.ts';
import type { Store } from './store.ts';

/** The store over an engine's collections: migrated first, then every named operation, written once. */
export async function storeOver(
  collections: Collections,
  engine: Pick<Store, 'ping' | 'inspect' | 'compact' | 'close'>,
  clock: Clock,
): Promise<Store> {
  await migrate(collections);
  const secrets = secretsOver(collections);
  const secret = await countersSecret(secrets);
  const endSweep = sweepExpired(collections, clock);
  return {
    ...peopleOver(collections),
    ...credentialsOver(collections),
    ...companyOver(collections),
    phoneChecks: phoneChecksOver(collections),
    sessions: sessionsOver(collections),
    secrets,
    counter: countersOver(collections.counters, clock, secret),
    tally: talliesOver(collections.counters, secret),
    ...engine,
    async close() {
      await endSweep();
      await engine.close();
    },
  };
}
