import { pino } from 'pino';
import type { DoctorFacts } from '../../common/contract/doctor.ts';
import { systemClock } from '../../server/clock.ts';
import type { Config } from '../../server/config.ts';
import { createDoctorsRelay } from '../../server/doctor/doctors-relay.ts';
import { examineOutside } from '../../server/doctor/examine.ts';
import { openTransports } from '../../server/invitations/open-transports.ts';
import { openRelay } from '../../server/relay/open-relay.ts';
import { diskOf } from '../../server/store/disk.ts';
import { StoreUnavailableError } from '../../server/store/store.ts';
import { lookAtDisk, lookAtGateway, lookAtStore } from './checks/server-facts.ts';
import { notTried, wrong, type Finding } from './finding.ts';

/** What the configuration of this machine lets one see without the server that runs. */
export interface SeenHere {
  findings: Finding[];
  relay: Pick<DoctorFacts, 'relay' | 'iceServers'>;
}

async function storeHere({ mongodbUri, dataDir }: Config): Promise<Finding[]> {
  if (mongodbUri === undefined)
    return [
      notTried(
        'store',
        'The files in the data folder belong to the server that runs: it alone sees whether they are right.',
        'Ask it: sign in (npm run admin -- sign-in) or give an API token.',
      ),
      lookAtDisk((await diskOf(dataDir)) ?? { writable: false, freeBytes: 0, totalBytes: 0 }),
    ];
  // Loaded only where it is used: the driver is large.
  const { inspectMongoAt } = await import('../../server/store/mongo-inspection.ts');
  try {
    return lookAtStore(await inspectMongoAt(mongodbUri));
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    return [
      wrong(
        'store',
        'The database of MONGODB_URI cannot be reached, or refuses the login.',
        'Check that it runs, that the URI is right, and that a firewall lets this machine in.',
      ),
    ];
  }
}

/**
 * Looks at the store, the accounts and the relay as `.env` and the environment name them, from this
 * machine and without any server: the one that runs may have been started with others.
 */
export async function lookFromHere(config: Config, publicUrl: string): Promise<SeenHere> {
  const log = pino({ level: 'silent' });
  const company = () => ({ companyName: config.companyName, retentionHours: 0 });
  const { outbox, twilio, smtp } = config.inviting;
  const { transports } = openTransports(
    // An outbox is only named here: it would begin to sweep its folder.
    { twilio, smtp, outbox: null },
    { company, publicUrl, clock: systemClock, log },
  );
  const relay = createDoctorsRelay(
    config.relay,
    openRelay(config.relay, { clock: systemClock, log }),
  );
  try {
    const [store, { email, sms, ...way }] = await Promise.all([
      storeHere(config),
      examineOutside({ transports, isOutbox: outbox !== null }, relay),
    ]);
    return {
      findings: [...store, lookAtGateway('email', email), lookAtGateway('sms', sms)],
      relay: way,
    };
  } finally {
    await Promise.all([transports.email?.stop(), transports.sms?.stop()]);
  }
}
