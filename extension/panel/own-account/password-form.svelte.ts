import * as v from 'valibot';
import type { Api } from '../../../common/client/api.ts';
import { changePassword } from '../../../common/contract/routes.ts';
import { NewPassword } from '../../../common/contract/views.ts';
import type { Fault } from '../fault.ts';
import { Submission } from './submission.svelte.ts';

/** The two fields, and what is wrong at each. */
type Faults = Partial<Record<'current' | 'password', Fault>>;

/** The first of the contract's rules that a new password breaks. */
function newPasswordFault(password: string): Fault | undefined {
  const [broken] = v.safeParse(NewPassword, password).issues ?? [];
  if (!broken) return undefined;
  return broken.type === 'min_length' ? 'password_too_short' : 'password_too_long';
}

/** Changing one's password. */
export class PasswordForm {
  current: string = $state('');
  password: string = $state('');
  faults: Faults = $state.raw({});
  readonly sending = new Submission();
  #api: Api;
  #onchanged: () => void;

  constructor(api: Api, onchanged: () => void) {
    this.#api = api;
    this.#onchanged = onchanged;
  }

  async submit(): Promise<void> {
    const fault = newPasswordFault(this.password);
    this.faults = {
      ...(!this.current && { current: 'password_missing' as const }),
      ...(fault && { password: fault }),
    };
    if (Object.keys(this.faults).length > 0) return;
    const body = { current: this.current, password: this.password };
    await this.sending.send(
      async () => {
        await this.#api.call(changePassword, { body });
        this.#onchanged();
      },
      ({ code, field, message }) => {
        const at = code === 'password_wrong' || field === 'current' ? 'current' : 'password';
        if (at === 'password' && field !== 'password') return false;
        this.faults = { [at]: { refused: message } };
        return true;
      },
    );
  }
}
