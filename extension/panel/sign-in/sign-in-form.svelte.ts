import * as v from 'valibot';
import { ApiError } from '../../../common/client/api-error.ts';
import { signIn } from '../../../common/contract/routes.ts';
import { EmailAddress, type Language } from '../../../common/contract/views.ts';
import type { KeptSignIn } from '../../storage/kept.ts';
import type { Fault } from '../fault.ts';
import type { Outside } from '../outside.ts';
import { problemOf, type Problem } from '../problem.ts';
import { codeFault } from '../second-factor/code-fault.ts';
import { readAddress, type AddressFault } from './server-address.ts';

/** What is wrong at each field; absent where nothing is. */
export interface SignInFaults {
  server?: { fault: AddressFault; origin: string; technical?: string };
  email?: 'missing' | 'malformed';
  password?: 'missing' | { refused: string };
  code?: Fault;
}

export interface SignInFormOptions {
  outside: Pick<Outside, 'askServer' | 'createApi' | 'keeper'>;
  language(): Language;
  /** An earlier sign-in was ended by the server or by time. */
  ended: boolean;
  onsignedin(signIn: KeptSignIn, server: string): void;
}

/** The sign-in: where the server is and who one is; then, where the account has one, a second factor's code. */
export class SignInForm {
  server: string = $state('');
  email: string = $state('');
  password: string = $state('');
  /** A second factor's code, or a recovery code. */
  code: string = $state('');
  /** Which of the two is asked for. */
  step: 'password' | 'code' = $state('password');
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
    if (Object.keys(this.faults).length > 0 || 'fault' in address || !email.success)
      return this.#askPassword();
    const wrong = this.step === 'code' ? codeFault(this.code) : undefined;
    if (wrong) {
      this.faults = { code: wrong };
      return;
    }
    this.busy = true;
    try {
      await this.#signIn(address.origin, email.output);
    } finally {
      this.busy = false;
    }
  }

  /** From the code back to the password; what was typed there stays. */
  back(): void {
    this.#askPassword();
    this.faults = {};
    this.problem = null;
  }

  #askPassword(): void {
    this.step = 'password';
    this.code = '';
  }

  async #signIn(origin: string, email: string): Promise<void> {
    const { outside, language, onsignedin } = this.#options;
    const answer = await outside.askServer(origin);
    if ('fault' in answer) {
      const { fault, technical } = answer;
      this.faults = { server: { fault, origin, technical } };
      return this.#askPassword();
    }
    this.server = origin;
    const api = outside.createApi({ baseUrl: origin, language, token: () => null });
    try {
      const { token, expires, technician } = await api.call(signIn, {
        body: {
          email,
          password: this.password,
          device: outside.keeper.now().signInDevice ?? undefined,
          ...(this.step === 'code' && { code: this.code }),
        },
      });
      this.password = this.code = '';
      const { companyName, accentColour } = answer.info;
      onsignedin({ token, expires, technician, companyName, accentColour }, origin);
    } catch (error) {
      this.#refused(error);
    }
  }

  #refused(error: unknown): void {
    const { code, message } = error instanceof ApiError ? error : {};
    if (code === 'second_factor_needed') {
      this.step = 'code';
    } else if (code === 'second_factor_wrong') {
      this.step = 'code';
      this.faults = { code: { refused: message ?? '' } };
    } else if (code === 'sign_in_refused') {
      this.#askPassword();
      this.faults = { password: { refused: message ?? '' } };
    } else {
      this.problem = problemOf(error);
    }
  }
}
