import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import type { Company } from '../settings/company.ts';
import { SCHEMA_VERSION } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { mustStillBeSignedIn, type AskPassword } from './ask-password.ts';
import { shownToSelf } from './may.ts';
import { ownDeed } from './own-account-deeds.ts';
import { holds, type SecondFactorCodes } from './second-factor-code.ts';
import { newKey, urlOfKey } from './second-factor-key.ts';

export type SecondFactorHandlers = Pick<
  Handlers,
  'beginSecondFactor' | 'confirmSecondFactor' | 'removeSecondFactor'
>;

/** A technician's second factor: begun by the password, held to from its first code, removed by both. */
export function createSecondFactor({
  store,
  clock,
  audit,
  company,
  askPassword,
  codes,
}: {
  store: Store;
  clock: Clock;
  audit: Audit;
  company: Company;
  askPassword: AskPassword;
  codes: SecondFactorCodes;
}): SecondFactorHandlers {
  return {
    async beginSecondFactor({ caller, body: { password } }) {
      const { _id: technicianId, email } = caller.technician;
      if (holds(await store.credentials.secondFactor(technicianId)))
        throw new HttpError('second_factor_there');
      await askPassword(caller, password);
      const key = newKey();
      const begun = await store.credentials.putUnconfirmed({
        _id: `second_factor:${technicianId}`,
        schema: SCHEMA_VERSION,
        technicianId,
        kind: 'second_factor',
        revision: 0,
        key,
        confirmedAt: null,
        usedStep: 0,
        recoveryHashes: [],
      });
      // One that was begun elsewhere was confirmed while the password was looked at.
      if (!begun) throw new HttpError('second_factor_there');
      return { key, url: urlOfKey(key, company().companyName, email) };
    },
    async confirmSecondFactor({ caller, body: { code } }) {
      const { technician, tokenHash } = caller;
      const factor = await store.credentials.secondFactor(technician._id);
      if (!factor) throw new HttpError('second_factor_missing');
      if (holds(factor)) throw new HttpError('second_factor_there');
      const recoveryCodes = await codes.confirm(technician, code, tokenHash);
      try {
        await mustStillBeSignedIn(store, clock, caller);
      } catch (error) {
        // Signed out meanwhile: it would keep out whoever has set another password.
        await store.credentials.removeSecondFactor(technician._id);
        throw error;
      }
      await audit.note(ownDeed(technician, 'second_factor_added'));
      return { recoveryCodes, technician: await shownToSelf(store, technician) };
    },
    async removeSecondFactor({ caller, body: { password, code } }) {
      const { technician, tokenHash } = caller;
      const factor = await store.credentials.secondFactor(technician._id);
      if (!factor || !holds(factor)) throw new HttpError('second_factor_missing');
      await askPassword(caller, password);
      await codes.take(technician, code, tokenHash);
      // Only the one that was there: not one that was added since, in its place.
      if (await store.credentials.removeSecondFactor(technician._id, factor.key))
        await audit.note(ownDeed(technician, 'second_factor_removed'));
      return await shownToSelf(store, technician);
    },
  };
}
