import { ApiError, isOutage } from '../../../common/client/api-error.ts';
import { backOff } from '../../../common/network/wait.ts';
import type { CustomField } from '../../../common/contract/settings.ts';
import type { SessionDetails } from '../../../common/contract/views.ts';

/** The lines that every company has; those of its own are named by their ids. */
export type DetailName = Exclude<keyof SessionDetails, 'custom'>;
/** What is to be saved: only what was typed. */
export type Draft = Partial<SessionDetails>;

/** How long after the last key the form is saved, in ms. */
export const SAVE_AFTER_MS = 600;

export interface DetailsFormOptions {
  /** The company's own fields as they are now; null while they are not known. */
  customFields(): CustomField[] | null;
  details: SessionDetails;
  /** What an earlier document of this panel did not get through. */
  draft: Draft;
  save(draft: Draft): Promise<unknown>;
  /** Keeps what is not saved yet where a closed panel finds it again; null once all is. */
  keep(draft: Draft | null): void;
}

/** NAME, PHONE, E-MAIL, TICKET ID and the company's own fields, saved as they are typed. What is typed is never thrown away. */
export class DetailsForm {
  values: SessionDetails = $state({ name: '', phone: '', email: '', ticketId: '', custom: {} });
  status: 'untouched' | 'saving' | 'saved' | 'trying_again' | 'refused' = $state('untouched');
  /** Which field the server refused, a company's own as `custom.<id>`, and its words. */
  error: { field: DetailName | `custom.${string}` | null; message: string } | null =
    $state.raw(null);
  #options: DetailsFormOptions;
  #unsaved: Draft;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  #failures = 0;

  constructor(options: DetailsFormOptions) {
    this.#options = options;
    this.#unsaved = { ...options.draft };
    const { details, draft } = options;
    const custom = { ...details.custom, ...draft.custom };
    this.values = { ...details, ...draft, custom };
    if (Object.keys(this.#unsaved).length > 0) this.#later(0);
  }

  /** A field was typed into. */
  type(field: DetailName, text: string): void {
    this.values[field] = text;
    this.#unsaved[field] = text;
    this.#typed();
  }

  /** One of the company's own fields was typed into. */
  typeCustom(id: string, text: string): void {
    this.values.custom[id] = text;
    this.#unsaved.custom = { ...this.#unsaved.custom, [id]: text };
    this.#typed();
  }

  #typed(): void {
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
      await this.#options.save(this.#whole(draft));
      this.#failures = 0;
      if (Object.keys(this.#unsaved).length > 0) return;
      this.status = 'saved';
      this.#options.keep(null);
    } catch (error) {
      // What was typed meanwhile is newer than what failed.
      const custom = { ...draft.custom, ...this.#unsaved.custom };
      this.#unsaved = { ...draft, ...this.#unsaved, ...(draft.custom && { custom }) };
      this.#failed(error);
    } finally {
      this.#saving = null;
    }
  }

  /** What is sent: of the company's own fields all that there are, none that was taken away since. */
  #whole(draft: Draft): Draft {
    const fields = this.#options.customFields();
    if (!draft.custom || !fields) return draft;
    const { custom } = this.values;
    const present = fields.filter(({ id }) => custom[id] !== undefined);
    return {
      ...draft,
      custom: Object.fromEntries(present.map(({ id }) => [id, custom[id] ?? ''])),
    };
  }

  #failed(error: unknown): void {
    if (isOutage(error)) {
      this.status = 'trying_again';
      this.#later(backOff(this.#failures));
      this.#failures += 1;
      return;
    }
    this.status = 'refused';
    const message = error instanceof Error ? error.message : String(error);
    const path = error instanceof ApiError ? (error.field ?? '').split('.') : [];
    const field = Object.keys(this.values).find((name) => path.includes(name)) ?? null;
    const id = path[path.indexOf('custom') + 1];
    if (field === 'custom') this.error = { field: id ? `custom.${id}` : null, message };
    else this.error = { field: field as DetailName | null, message };
  }
}
