import type { MailDraft } from '../../../common/contract/views.ts';
import { problemOf, type Problem } from '../problem.ts';
import type { WelcomeChoice } from './welcome.svelte.ts';

export interface OwnMailOptions {
  saveDetails(): Promise<void>;
  draft(welcome: WelcomeChoice): Promise<MailDraft>;
  open(mailto: string): void;
}

/** Inviting by the technician's own mail program: the server words the mail, the program sends it. */
export class OwnMail {
  drafting: boolean = $state(false);
  /** Whether a mail was handed to the program that says the present PIN. */
  opened: boolean = $state(false);
  problem: Problem | null = $state.raw(null);
  #options: OwnMailOptions;

  constructor(options: OwnMailOptions) {
    this.#options = options;
  }

  async open(welcome: WelcomeChoice): Promise<void> {
    if (this.drafting) return;
    this.drafting = true;
    this.opened = false;
    this.problem = null;
    try {
      await this.#options.saveDetails();
      const { mailto } = await this.#options.draft(welcome);
      this.#options.open(mailto);
      this.opened = true;
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.drafting = false;
    }
  }

  /** The PIN is a new one: what was drafted says the former one. */
  renew(): void {
    this.opened = false;
    this.problem = null;
  }
}
