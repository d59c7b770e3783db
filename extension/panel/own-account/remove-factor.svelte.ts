import type { Api } from '../../../common/client/api.ts';
import type { Technician } from '../../../common/contract/people.ts';
import { removeSecondFactor } from '../../../common/contract/routes.ts';
import type { Fault } from '../fault.ts';
import { codeFault } from '../second-factor/code-fault.ts';
import { Submission } from './submission.svelte.ts';

/** Removing the second factor, by the password and one of its codes. */
export class RemoveFactor {
  password: string = $state('');
  code: string = $state('');
  faults: Partial<Record<'password' | 'code', Fault>> = $state.raw({});
  readonly sending = new Submission();
  #api: Api;
  #onremoved: (technician: Technician) => void;

  constructor(api: Api, onremoved: (technician: Technician) => void) {
    this.#api = api;
    this.#onremoved = onremoved;
  }

  async submit(): Promise<void> {
    const { password, code } = this;
    const fault = codeFault(code);
    this.faults = {
      ...(!password && { password: 'password_missing' as const }),
      ...(fault && { code: fault }),
    };
    if (Object.keys(this.faults).length > 0) return;
    await this.sending.send(
      async () =>
        this.#onremoved(await this.#api.call(removeSecondFactor, { body: { password, code } })),
      (error) => {
        const at = { password_wrong: 'password', second_factor_wrong: 'code' }[
          error.code as string
        ];
        if (!at) return false;
        this.faults = { [at]: { refused: error.message } };
        return true;
      },
    );
  }
}
