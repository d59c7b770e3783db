import { ApiError, isOutage } from '../../../common/client/api-error.ts';
import { backOff } from '../../../common/network/wait.ts';
import type { SessionDetails } from '../../../common/contract/views.ts';

export type DetailName = keyof SessionDetails;
/** What is to be saved: only what was typed. */
export type Draft = Partial<SessionDetails>;

/** How long after the last key the form is saved, in ms. */
export const SAVE_AFTER_MS = 600;

export interface DetailsFormOptions {
  details: SessionDetails;
  /** What an earlier document of this panel did not get through. */
  draft: Draft;
  save(draft: Draft): Promise<unknown>;
  /** Keeps what is not saved yet where a closed panel finds it again; null once all is. */
  keep(draft: Draft | null): void;
}

/** NAME, PHONE, E-MAIL and TICKET ID, saved as they are typed. What is typed is never thrown away. */
export class DetailsForm {
  values: SessionDetails = $state({ name: '', phone: '', email: '', ticketId: '' });
  status: 'untouched' | 'saving' | 'saved' | 'trying_again' | 'refused' = $state('untouched');
  /** Which field the server refused, and its words. */
  error: { field: DetailName | null; message: string } | null = $state.raw(null);
  #options: DetailsFormOptions;
  #unsaved: Draft;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  #failures = 0;

  constructor(options: DetailsFormOptions) {
    this.#options = options;
    this.#unsaved = { ...options.draft };
    this.values = { ...options.details, ...options.draft };
    if (Object.keys(this.#unsaved).length > 0) this.#later(0);
  }

  /** A field was typed into. */
  type(field: DetailName, text: string): void {
    this.values[field] = text;
    this.#unsaved[field] = text;
    this.error = null;
    this.status = 'saving';
    this.#options.keep({ ...this.#unsaved });
    this.#later(SAVE_AFTER_MS);
  }

  /** Saves at once what waits to be saved; resolves when that is through or has failed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving) await this.#saving;
    if (Object.keys(this.#unsaved).length > 0) await (this.#saving = this.#save());
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async #save(): Promise<void> {
    const draft = this.#unsaved;
    this.#unsaved = {};
    try {
      await this.#options.save(draft);
      this.#failures = 0;
      if (Object.keys(this.#unsaved).length > 0) return;
      this.status = 'saved';
      this.#options.keep(null);
    } catch (error) {
      // What was typed meanwhile is newer than what failed.
      this.#unsaved = { ...draft, ...this.#unsaved };
      this.#failed(error);
    } finally {
      this.#saving = null;
    }
  }

  #failed(error: unknown): void {
    if (isOutage(error)) {
      this.status = 'trying_again';
      this.#later(backOff(this.#failures));
      this.#failures += 1;
      return;
    }
    this.status = 'refused';
    const path = error instanceof ApiError ? (error.field ?? '') : '';
    const field = Object.keys(this.values).find((name) => path.split('.').includes(name));
    const message = error instanceof Error ? error.message : String(error);
    this.error = { field: (field as DetailName | undefined) ?? null, message };
  }
}
