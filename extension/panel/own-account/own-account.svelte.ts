import type { Api } from '../../../common/client/api.ts';
import type { Technician } from '../../../common/contract/people.ts';
import type { PanelKey } from '../../../common/i18n/panel/words.ts';
import { AddFactor } from './add-factor.svelte.ts';
import { PasswordForm } from './password-form.svelte.ts';
import { Places } from './places.svelte.ts';
import { RemoveFactor } from './remove-factor.svelte.ts';

export type OwnAccountPage = 'overview' | 'password' | 'add_factor' | 'remove_factor' | 'sound';

export interface OwnAccountOptions {
  api: Api;
  /** The technician has changed, by what was done here. */
  ontechnician(technician: Technician): void;
  onsignedout(): void;
}

/** The technician's own account, opened over whatever the panel shows. */
export class OwnAccount {
  /** The page that is open; null while the panel shows its own screen. */
  page: OwnAccountPage | null = $state(null);
  /** What was just done, for the overview to say. */
  done: PanelKey | null = $state(null);
  /** The forms of the pages; each is a new one when its page is opened, so that nothing typed stays. */
  password: PasswordForm = $state.raw() as PasswordForm;
  adding: AddFactor = $state.raw() as AddFactor;
  removing: RemoveFactor = $state.raw() as RemoveFactor;
  readonly places: Places;
  #options: OwnAccountOptions;

  constructor(options: OwnAccountOptions) {
    this.#options = options;
    this.places = new Places(options.api, options.onsignedout);
    this.#empty();
  }

  open(page: OwnAccountPage): void {
    this.#empty();
    this.done = null;
    this.page = page;
    if (page === 'overview') void this.places.load();
  }

  /** Back to the overview, which says what was done. */
  finish(done: PanelKey): void {
    this.open('overview');
    this.done = done;
  }

  close(): void {
    this.#empty();
    this.page = null;
  }

  #empty(): void {
    const { api, ontechnician } = this.#options;
    this.password = new PasswordForm(api, () => this.finish('password_changed'));
    this.adding = new AddFactor(api, ontechnician);
    this.removing = new RemoveFactor(api, (technician) => {
      ontechnician(technician);
      this.finish('factor_removed');
    });
  }
}
