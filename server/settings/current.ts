import type { Settings } from '../../common/contract/settings.ts';
import { HttpError } from '../http/http-error.ts';
import { SCHEMA_VERSION, type SettingsDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import type { Company } from './company.ts';
import { settingsOver, type Defaults } from './defaults.ts';

/** What is kept of the settings, as far as a change sets it. */
export type Kept = Pick<SettingsDocument, 'changed' | 'licenceVersion' | 'logo'>;

/** The settings as this server knows them. */
export interface CurrentSettings {
  company: Company;
  /** 0 while nothing was ever changed. */
  revision(): number;
  /** What an administrator has set; null while nothing was. */
  kept(): Kept | null;
  /** Asks the store; while it is away, what was known stays and StoreUnavailableError is thrown. */
  read(): Promise<void>;
  /**
   * Writes what is kept, if the settings still have this revision. Throws `changed_meanwhile`.
   */
  write(revision: number, kept: Kept): Promise<void>;
  /** Hears of every change, of this and of another server, until the function it gives is called. */
  onChange(listener: () => void): () => void;
}

export function createCurrentSettings(store: Store, defaults: Defaults): CurrentSettings {
  let known: SettingsDocument | null = null;
  let settings: Settings = settingsOver(defaults, {});
  const listeners = new Set<() => void>();
  const revision = () => known?.revision ?? 0;

  function take(found: SettingsDocument): void {
    // What was being read while a newer one was written here is no news.
    if (found.revision <= revision()) return;
    known = found;
    settings = settingsOver(defaults, found.changed);
    for (const listener of listeners) listener();
  }

  return {
    company: () => settings,
    revision,
    kept: () => known,
    async read() {
      const found = await store.settings.read();
      if (found !== null) take(found);
    },
    async write(decidedOn, kept) {
      const document = { ...kept, schema: SCHEMA_VERSION };
      if (!(await store.settings.write(decidedOn, document)))
        throw new HttpError('changed_meanwhile');
      take({ ...document, _id: 'settings', revision: decidedOn + 1 });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
