import type { Clock } from '../clock.ts';
import { countAttempt } from '../http/attempts.ts';
import type { Handlers } from '../http/handler.ts';
import type { Store } from '../store/store.ts';
import type { DoctorsRelay } from './doctors-relay.ts';
import { examineOutside, type Gateways } from './examine.ts';
import { createPhoneChecks } from './phone-checks.ts';

/** Each examination signs in at the mail server and the SMS gateway: so many in a window, by each caller. */
const EXAMINATIONS = 20;
const WINDOW_SECONDS = 600;

type DoctorHandlers = Pick<
  Handlers,
  'examine' | 'openPhoneCheck' | 'getPhoneCheck' | 'beginPhoneCheck' | 'reportPhoneCheck'
>;

/** What `npm run doctor` and the page `/check` ask of a server. */
export function createDoctor({
  store,
  clock,
  gateways,
  relay,
  publicUrl,
  version,
}: {
  store: Store;
  clock: Clock;
  gateways: Gateways;
  relay: DoctorsRelay;
  publicUrl: string;
  version: string;
}): { handlers: DoctorHandlers } {
  const examinations = store.counter('examinations', EXAMINATIONS, WINDOW_SECONDS);
  return {
    handlers: {
      async examine({ caller: { actor } }) {
        await countAttempt(examinations, actor.id ?? actor.kind);
        const [facts, outside] = await Promise.all([
          store.inspect(),
          examineOutside(gateways, relay),
        ]);
        // Last, so that what all of it took does not look like a clock that is late.
        return { now: clock.now(), version, customerUrl: publicUrl, store: facts, ...outside };
      },
      ...createPhoneChecks({ store, clock, relay, publicUrl }),
    },
  };
}
