import type { Logger } from 'pino';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { SignedIn } from '../events/sign-ins.ts';
import type { Handlers } from '../http/handler.ts';
import type { EndSignedOut } from '../sessions/signed-out.ts';
import type { Company } from '../settings/company.ts';
import type { Store } from '../store/store.ts';
import { createAskPassword } from './ask-password.ts';
import { createChangePassword } from './own-account-password.ts';
import { createOwnAccount, type OwnAccountHandlers } from './own-account.ts';
import type { Passwords } from './passwords.ts';
import { createSecondFactorCodes } from './second-factor-code.ts';
import { createSecondFactor, type SecondFactorHandlers } from './second-factor.ts';
import { createSetPassword } from './set-password.ts';
import { createRefusedSignIns } from './sign-in-refused.ts';
import { createSignIn } from './sign-in.ts';
import { createSignedIn } from './signed-in.ts';

/** All that Lens does about technicians. */
export interface Technicians extends SignedIn {
  handlers: OwnAccountHandlers &
    SecondFactorHandlers &
    Pick<Handlers, 'signIn' | 'readPasswordLink' | 'setPassword' | 'changePassword'>;
  /** Resolves when what was under way is in the store. */
  stop(): Promise<void>;
}

export function createTechnicians(needs: {
  store: Store;
  passwords: Passwords;
  clock: Clock;
  audit: Audit;
  company: Company;
  endSignedOut: EndSignedOut;
  /** How long a sign-in lasts. */
  signInHours: number;
  dataDir: string;
  log: Logger;
}): Technicians {
  const { store, clock } = needs;
  const askPassword = createAskPassword(needs);
  const refused = createRefusedSignIns(needs);
  const codes = createSecondFactorCodes(needs);
  return {
    ...createSignedIn(store, clock),
    stop: refused.settled,
    handlers: {
      ...createSignIn({ ...needs, codes, refused }),
      ...createOwnAccount(needs),
      ...createChangePassword({ ...needs, askPassword }),
      ...createSecondFactor({ ...needs, askPassword, codes }),
      ...createSetPassword(needs),
    },
  };
}
