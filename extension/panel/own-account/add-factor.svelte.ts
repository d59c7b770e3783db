import * as v from 'valibot';
import type { Api } from '../../../common/client/api.ts';
import type { Technician } from '../../../common/contract/people.ts';
import {
  AuthenticatorCode,
  beginSecondFactor,
  confirmSecondFactor,
} from '../../../common/contract/routes.ts';
import type { Fault } from '../fault.ts';
import { Submission } from './submission.svelte.ts';

/** A key for an authenticator; `url` is what its QR code says (otpauth). */
interface Key {
  key: string;
  url: string;
}

/** Adding a second factor: the password, then the key and its first code, then the recovery codes. */
export class AddFactor {
  password: string = $state('');
  code: string = $state('');
  /** Null until the password was right. */
  key: Key | null = $state.raw(null);
  /** Null until the second factor holds. The server tells them this once. */
  recoveryCodes: string[] | null = $state.raw(null);
  faults: Partial<Record<'password' | 'code', Fault>> = $state.raw({});
  readonly sending = new Submission();
  #api: Api;
  #ontechnician: (technician: Technician) => void;

  constructor(api: Api, ontechnician: (technician: Technician) => void) {
    this.#api = api;
    this.#ontechnician = ontechnician;
  }

  /** The password: the server gives a key. */
  async begin(): Promise<void> {
    const { password } = this;
    this.faults = password ? {} : { password: 'password_missing' };
    if (!password) return;
    await this.sending.send(
      async () => {
        this.key = await this.#api.call(beginSecondFactor, { body: { password } });
        this.password = '';
      },
      ({ code, message }) => {
        if (code !== 'password_wrong') return false;
        this.faults = { password: { refused: message } };
        return true;
      },
    );
  }

  /** The first code of that key: from then on the second factor holds. */
  async confirm(): Promise<void> {
    const { code } = this;
    if (!code.trim()) this.faults = { code: 'code_missing' };
    else this.faults = v.is(AuthenticatorCode, code) ? {} : { code: 'factor_code_malformed' };
    if (this.faults.code) return;
    await this.sending.send(
      async () => {
        const added = await this.#api.call(confirmSecondFactor, { body: { code } });
        this.recoveryCodes = added.recoveryCodes;
        this.key = null;
        this.#ontechnician(added.technician);
      },
      (error) => {
        if (error.code !== 'second_factor_wrong') return false;
        // The server's sentence names recovery codes too, which there are none of yet.
        this.faults = { code: 'factor_code_wrong' };
        return true;
      },
    );
  }
}
