import { randomBytes } from 'node:crypto';
import {
  CHECK_FRAGMENT,
  CHECK_MINUTES,
  CHECK_PATH,
  type PhoneCheck,
} from '../../common/contract/doctor.ts';
import type { Clock } from '../clock.ts';
import { countAttempt } from '../http/attempts.ts';
import type { Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { SCHEMA_VERSION, type PhoneCheckDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newId } from '../tokens.ts';
import type { DoctorsRelay } from './doctors-relay.ts';

/** How long a code is good, and after that its ticket, in ms. */
const GOOD_FOR_MS = CHECK_MINUTES * 60_000;
/** How many links an administrator or a script may make, and how often an address may ask, in a window. */
const LINKS = 30;
const PER_ADDRESS = 30;
const WINDOW_SECONDS = 600;

/** A code or a ticket: 128 random bits. */
const newSecret = () => randomBytes(16).toString('base64url');

const shown = ({ _id, state, expiresAt, phone, report }: PhoneCheckDocument): PhoneCheck => ({
  id: _id,
  state,
  expires: expiresAt,
  phone,
  report,
});

/** Checks of phones: a doctor makes a link, whoever opens it is let to the relay once and reports once. */
export function createPhoneChecks({
  store,
  clock,
  relay,
  publicUrl,
}: {
  store: Store;
  clock: Clock;
  relay: DoctorsRelay;
  publicUrl: string;
}): Pick<Handlers, 'openPhoneCheck' | 'getPhoneCheck' | 'beginPhoneCheck' | 'reportPhoneCheck'> {
  const links = store.counter('phone-check-links', LINKS, WINDOW_SECONDS);
  const asked = store.counter('phone-check-address', PER_ADDRESS, WINDOW_SECONDS);

  return {
    async openPhoneCheck({ caller: { actor } }) {
      await countAttempt(links, actor.id ?? actor.kind);
      const now = clock.now();
      const code = newSecret();
      const check: PhoneCheckDocument = {
        _id: newId(),
        schema: SCHEMA_VERSION,
        hash: hashToken(code),
        state: 'waiting',
        expiresAt: now + GOOD_FOR_MS,
        phone: null,
        report: null,
      };
      await store.phoneChecks.insert(check);
      return { check: shown(check), url: `${publicUrl}${CHECK_PATH}${CHECK_FRAGMENT}${code}` };
    },
    async getPhoneCheck({ params: { id } }) {
      const check = await store.phoneChecks.byId(id, clock.now());
      if (check === null) throw new HttpError('phone_check_not_found');
      return shown(check);
    },
    async beginPhoneCheck({ body: { code }, address, toldBrowser }) {
      await countAttempt(asked, address);
      if (code === undefined) return { iceServers: relay.withoutCredentials(), ticket: null };
      const now = clock.now();
      const ticket = newSecret();
      const begun = await store.phoneChecks.begin(hashToken(code), now, {
        hash: hashToken(ticket),
        expiresAt: now + GOOD_FOR_MS,
        phone: toldBrowser,
      });
      if (begun === null) throw new HttpError('check_code_wrong');
      const { iceServers } = await relay.withCredentials();
      return { iceServers, ticket };
    },
    async reportPhoneCheck({ body: { ticket, report }, address }) {
      await countAttempt(asked, address);
      if (!(await store.phoneChecks.report(hashToken(ticket), clock.now(), report)))
        throw new HttpError('check_code_wrong');
    },
  };
}
