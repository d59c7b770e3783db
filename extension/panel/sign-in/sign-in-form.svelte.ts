import * as v from 'valibot';
import { ApiError } from '../../../common/client/api-error.ts';
import { signIn } from '../../../common/contract/routes.ts';
import { EmailAddress, type Language } from '../../../common/contract/views.ts';
import type { KeptSignIn } from '../../storage/kept.ts';
import type { Outside } from '../outside.ts';
import { problemOf, type Problem } from '../problem.ts';
import { readAddress, type AddressFault } from './server-address.ts';

/** What is wrong at each field; absent where nothing is. */
export interface SignInFaults {
  server?: { fault: AddressFault; origin: string; technical?: string };
  email?: 'missing' | 'malformed';
  password?: 'missing' | { refused: string };
}

export interface SignInFormOptions {
  outside: Pick<Outside, 'askServer' | 'createApi' | 'keeper'>;
  language(): Language;
  /** An earlier sign-in was ended by the server or by time. */
  ended: boolean;
  onsignedin(signIn: KeptSignIn, server: string): void;
}

/** The sign-in: where the server is, and who one is. */
export class SignInForm {
  server: string = $state('');
  email: string = $state('');
  password: string = $state('');
  busy: boolean = $state(false);
  faults: SignInFaults = $state.raw({});
  /** What went wrong beside the fields. */
  problem: Problem | null = $state.raw(null);
  readonly ended: boolean;
  #options: SignInFormOptions;

  constructor(options: SignInFormOptions) {
    this.#options = options;
    this.ended = options.ended;
    const { server, email } = options.outside.keeper.now();
    this.server = server;
    this.email = email;
  }

  /** Checks the fields, then the server, then signs in; says at its field what is wrong. */
  async submit(): Promise<void> {
    if (this.busy) return;
    this.problem = null;
    const address = readAddress(this.server);
    const email = v.safeParse(EmailAddress, this.email);
    this.faults = {
      ...('fault' in address && { server: { fault: address.fault, origin: this.server.trim() } }),
      ...(!email.success && { email: this.email.trim() ? 'malformed' : 'missing' }),
      ...(!this.password && { password: 'missing' as const }),
    };
    if (Object.keys(this.faults).length > 0 || 'fault' in address || !email.success) return;
    this.busy = true;
    try {
      await this.#signIn(address.origin, email.output);
    } finally {
      this.busy = false;
    }
  }

  async #signIn(origin: string, email: string): Promise<void> {
    const { outside, language, onsignedin } = this.#options;
    const answer = await outside.askServer(origin);
    if ('fault' in answer) {
      const { fault, technical } = answer;
      this.faults = { server: { fault, origin, technical } };
      return;
    }
    this.server = origin;
    const api = outside.createApi({ baseUrl: origin, language, token: () => null });
    try {
      const body = { email, password: this.password };
      const { token, expires, technician } = await api.call(signIn, { body });
      this.password = '';
      const { companyName } = answer.info;
      onsignedin({ token, expires, technician, companyName }, origin);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'sign_in_refused')
        this.faults = { password: { refused: error.message } };
      else this.problem = problemOf(error);
    }
  }
}
