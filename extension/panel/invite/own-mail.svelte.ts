import type { MailDraft } from '../../../common/contract/views.ts';
import { problemOf, type Problem } from '../problem.ts';
import type { WelcomeChoice } from './welcome.svelte.ts';

export interface OwnMailOptions {
  saveDetails(): Promise<void>;
  draft(welcome: WelcomeChoice): Promise<MailDraft>;
  /**
   * Opens a `mailto:` address. As a tab, which Chrome closes once the mail program has it: clicked
   * as a link in a side panel, Chrome hands the first one over and silently drops the next.
   */
  openTab(url: string): void;
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
      this.#options.openTab(mailto);
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
